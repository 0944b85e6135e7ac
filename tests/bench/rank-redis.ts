// A minimal client of Redis over a socket, and a server of its own where there is one on this machine.
import { spawn, spawnSync } from 'node:child_process'
import { type Socket, connect } from 'node:net'
import { freePort } from '#app/entry.postgres.js'
import { cpuOf } from '#tests/bench/cpu.ts'
import type { Context } from '#tests/bench/context.ts'

type Reply = string | number | null | Reply[]

/** One connection: commands that are sent together are answered together. */
class Redis {
  private readonly waiting: { replies: number; got: Reply[]; done: (replies: Reply[]) => void }[] = []
  private rest: Buffer = Buffer.alloc(0)
  constructor(private readonly socket: Socket) {
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.read(chunk))
  }

  /** Sends commands in one write and answers their replies. */
  ask(...commands: (string | number)[][]): Promise<Reply[]> {
    const bytes = commands
      .map((words) => `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(String(word))}\r\n${word}\r\n`).join('')}`)
      .join('')
    return new Promise((done) => {
      this.waiting.push({ replies: commands.length, got: [], done })
      this.socket.write(bytes)
    })
  }

  end(): void {
    this.socket.destroy()
  }

  private read(chunk: Buffer): void {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk
    const text = this.rest.toString('latin1')
    let at = 0
    for (;;) {
      const parsed = reply(text, at)
      if (!parsed) break
      at = parsed.next
      const first = this.waiting[0]
      if (!first) break
      first.got.push(parsed.value)
      if (first.got.length === first.replies) {
        this.waiting.shift()
        first.done(first.got)
      }
    }
    this.rest = this.rest.subarray(at)
  }
}

function reply(text: string, at: number): { value: Reply; next: number } | null {
  const end = text.indexOf('\r\n', at)
  if (end < 0) return null
  const word = text.slice(at + 1, end)
  const next = end + 2
  switch (text[at]) {
    case ':':
      return { value: Number(word), next }
    case '$': {
      const length = Number(word)
      if (length < 0) return { value: null, next }
      return next + length + 2 > text.length ? null : { value: text.slice(next, next + length), next: next + length + 2 }
    }
    case '*': {
      const list: Reply[] = []
      let from = next
      for (let count = Number(word); count > 0; count -= 1) {
        const item = reply(text, from)
        if (!item) return null
        list.push(item.value)
        from = item.next
      }
      return { value: list, next: from }
    }
    default:
      return { value: word, next }
  }
}

/** A Redis of the bench's own with so many connections, or null where there is none on this machine. */
export async function openRedis(context: Context, connections: number): Promise<{ clients: Redis[]; cpu: () => number } | null> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return null
  const port = await freePort()
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' })
  context.later(() => server.kill('SIGKILL'))
  const open = async (): Promise<Redis> => {
    for (let tries = 0; ; tries += 1) {
      const socket = connect(port, '127.0.0.1')
      const ready = await new Promise<boolean>((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)))
      if (ready) return new Redis(socket)
      if (tries === 100) throw new Error('Redis did not start.')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const clients: Redis[] = []
  for (let number = 0; number < connections; number += 1) clients.push(await open())
  context.later(() => clients.forEach((client) => client.end()))
  return { clients, cpu: () => cpuOf(server.pid ?? 0) }
}
