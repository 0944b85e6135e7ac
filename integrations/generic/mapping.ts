import { Worker } from 'node:worker_threads'
import type { Mapping } from '#app/contract/mapping.ts'

/** What mapping one message gave: messages in the channel's own form, that nothing fits, or what is wrong. */
export type Mapped = { kind: 'messages'; messages: unknown[] } | { kind: 'left_out' } | { kind: 'fault'; why: string }

const seconds = 1
const mostMegabytes = 64
const mostBytes = 1_000_000

// The expressions are a manager's, and the message anybody's: both run in a thread of their own, which is ended after a second.
const code = `
const { parentPort, workerData } = require('node:worker_threads')
const jsonata = require('jsonata')
;(async () => {
  const message = JSON.parse(workerData.text)
  const ask = async (text) => (text.trim() === '' ? undefined : await jsonata(text).evaluate(message))
  const only = workerData.mapping.only.trim()
  if (only && !(await ask(only))) return { leftOut: true }
  const found = {}
  for (const name of ['id', 'time', 'actor', 'handle', 'object', 'title', 'url', 'reverses']) {
    try { found[name] = await ask(workerData.mapping[name]) } catch (error) { throw new Error(name + ': ' + error.message) }
  }
  const facts = {}
  for (const [name, text] of workerData.facts) {
    try { const value = await ask(text); if (value !== undefined && value !== null) facts[name] = value } catch (error) { throw new Error(name + ': ' + error.message) }
  }
  return { found, facts }
})().then(
  (given) => parentPort.postMessage(JSON.stringify(given)),
  (error) => parentPort.postMessage(JSON.stringify({ fault: String(error && error.message || error).slice(0, 300) })),
)`

/** The lines of facts as names with expressions. */
function factsIn(lines: string): [string, string][] {
  return lines
    .split('\n')
    .map((line) => /^\s*([a-z][a-z0-9_]{0,49})\s*=\s*(.+)$/.exec(line))
    .flatMap((found) => (found?.[1] && found[2] ? [[found[1], found[2]] as [string, string]] : []))
}

/** Maps one message. Never throws; at most a second, 64 MB and 1 MB of message. */
export async function mapMessage(mapping: Mapping, text: string, receivedAt: Date): Promise<Mapped> {
  if (text.length > mostBytes) return { kind: 'fault', why: 'the message is larger than 1 MB' }
  const given = await inThread({ mapping, text, facts: factsIn(mapping.facts) })
  if (given.fault !== undefined) return { kind: 'fault', why: given.fault }
  if (given.leftOut || !given.found) return { kind: 'left_out' }
  const { id, time, actor, handle, object, title, url, reverses } = given.found
  const plain = (value: unknown) => (typeof value === 'number' ? String(value) : value)
  return {
    kind: 'messages',
    messages: [
      {
        id: plain(id),
        type: mapping.type,
        time: momentOf(time, receivedAt),
        actor: asActor(plain(actor), handle),
        object: { id: plain(object), ...(title == null ? {} : { title: String(title) }), ...(url == null ? {} : { url: String(url) }) },
        ...(reverses == null ? {} : { reverses: plain(reverses) }),
        ...(Object.keys(given.facts ?? {}).length > 0 ? { facts: given.facts } : {}),
      },
    ],
  }
}

function asActor(actor: unknown, handle: unknown): unknown {
  const named = handle == null ? {} : { handle: String(handle) }
  return typeof actor === 'string' && /^[^@\s]+@[^@\s]+$/.test(actor) ? { email: actor, ...named } : { id: actor, ...named }
}

/** Texts as they are if they name an offset; numbers as seconds or milliseconds since 1970; nothing is the time of receipt. */
function momentOf(time: unknown, receivedAt: Date): unknown {
  if (time == null || time === '') return receivedAt.toISOString()
  if (typeof time === 'number') {
    const moment = new Date(time > 100_000_000_000 ? time : time * 1000)
    return Number.isNaN(moment.getTime()) ? time : moment.toISOString()
  }
  const moment = typeof time === 'string' && /(Z|[+-]\d\d:?\d\d)$/.test(time) ? new Date(time) : null
  return moment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : time
}

type Given = { found?: Record<string, unknown>; facts?: Record<string, unknown>; leftOut?: boolean; fault?: string }

function inThread(workerData: { mapping: Mapping; text: string; facts: [string, string][] }): Promise<Given> {
  return new Promise((resolve) => {
    const worker = new Worker(code, { eval: true, workerData, env: {}, resourceLimits: { maxOldGenerationSizeMb: mostMegabytes, stackSizeMb: 2 } })
    const end = (given: Given) => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(given)
    }
    const timer = setTimeout(() => end({ fault: `it took longer than ${seconds} second` }), seconds * 1000 + 500)
    worker.once('message', (text: string) => end(JSON.parse(text) as Given))
    worker.once('error', (error) => end({ fault: error.message.slice(0, 300) }))
  })
}
