import { randomUUID } from 'node:crypto'
import type { Sent } from './deeds.ts'
import { adapterById } from '#integrations/registry.ts'

/** Sends the story through the front door, signed as the platforms sign, a few at a time and in order. */
export async function deliver(
  story: readonly Sent[],
  door: string,
  secrets: Readonly<Record<string, string>>,
  told: (sent: number) => void,
): Promise<void> {
  const batch = 12
  for (let start = 0; start < story.length; start += batch) {
    await Promise.all(story.slice(start, start + batch).map((sent) => post(sent, door, secrets)))
    told(Math.min(story.length, start + batch))
  }
}

async function post(sent: Sent, door: string, secrets: Readonly<Record<string, string>>): Promise<void> {
  const adapter = adapterById(sent.adapter)
  if (!adapter) throw new Error(`There is no adapter ${sent.adapter}.`)
  const body = Buffer.from(JSON.stringify(sent.body))
  const fresh: Record<string, string> = sent.adapter === 'github' ? { 'x-github-delivery': randomUUID() } : {}
  const headers = adapter.sign(body, { ...sent.headers, ...fresh }, secrets[sent.adapter] ?? '', new Date())
  const response = await fetch(`${door}/webhooks/${sent.adapter}`, { method: 'POST', headers, body })
  if (response.status !== 202) throw new Error(`The door answered ${response.status} to ${JSON.stringify(sent.headers)}: ${await response.text()}`)
}
