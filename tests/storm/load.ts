// Platforms that send: deeds in several versions, undos, the same again, the same under another delivery id, in any order. They keep a journal.
import { adapterById } from '#integrations/registry.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Chance, oneOf, shuffled } from '#tests/storm/chance.ts'
import { genericSecret, type Message, message } from '#tests/support/hub.ts'

export const people = Array.from({ length: 12 }, (_, n) => `person-${n}`)

/** A fact that a platform knows: a deed, or the undo of its subject. Facts of one subject have different times. */
export type Fact = { id: string; version: string; subject: string; owner: string; undo: boolean; time: number }

/** One attempt to deliver a fact. An impatient sender tries once. */
type Attempt = { fact: Fact; deliveryId: string; patient: boolean }

/** What the senders know: which facts they sent, which of them were acknowledged, and how often they had to come again. */
export type Journal = { sent: Map<string, Fact>; acknowledged: Set<string>; retries: number }

/** How a fact is named in the journal and, by (external id, version), in the hub. */
export const nameOf = (fact: { id: string; version: string }): string => `${fact.id}@${fact.version}`

/** The attempts of one cycle, about `size`, in any order. */
export function attemptsFor(chance: Chance, cycle: number, size: number): Attempt[] {
  const attempts: Attempt[] = []
  for (let n = 0; attempts.length < size; n += 1) {
    const subject = `c${cycle}-s${n}`
    const owner = oneOf(chance, people)
    const times = shuffled(chance, [0, 1, 2, 3, 4])
    const deeds = chance() < 0.3 ? 2 : 1
    const facts = times.slice(0, deeds + (chance() < 0.4 ? 1 : 0)).map((time, index): Fact => {
      const undo = index >= deeds
      return { id: undo ? `undo-${subject}-${time}` : subject, version: undo ? '' : String(time), subject, owner, undo, time }
    })
    for (const fact of facts) {
      const deliveryId = `d-${nameOf(fact)}`
      attempts.push({ fact, deliveryId, patient: chance() < 0.9 })
      if (chance() < 0.25) attempts.push({ fact, deliveryId, patient: chance() < 0.5 })
      if (chance() < 0.2) attempts.push({ fact, deliveryId: `${deliveryId}-again`, patient: chance() < 0.5 })
    }
  }
  return shuffled(chance, attempts)
}

function messageOf(fact: Fact): Message {
  const time = `2026-03-0${fact.time + 1}T10:00:00.000Z`
  if (fact.undo) return message({ id: fact.id, type: 'question.answered.reversed', reverses: fact.subject, time, actor: 'moderator' })
  return message({ id: fact.id, type: 'question.answered', version: fact.version, time, actor: fact.owner })
}

/** Senders take breath, at most so many milliseconds, so that a cycle's load lasts through the death in it. */
const pause = 60

/** Sends everything over several senders at once; `heard` is told how many attempts are done. */
export async function sendAll(port: number, attempts: Attempt[], journal: Journal, heard: (done: number) => void): Promise<void> {
  const queue = [...attempts]
  let done = 0
  const sender = async (): Promise<void> => {
    for (let attempt = queue.pop(); attempt; attempt = queue.pop()) {
      await deliver(port, attempt, journal)
      heard((done += 1))
      await sleep(Math.random() * pause)
    }
  }
  await Promise.all(Array.from({ length: 10 }, sender))
}

async function deliver(port: number, { fact, deliveryId, patient }: Attempt, journal: Journal): Promise<void> {
  const body = Buffer.from(JSON.stringify(messageOf(fact)))
  journal.sent.set(nameOf(fact), fact)
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    const headers = adapterById('generic')?.sign(body, { 'webhook-id': deliveryId }, genericSecret, new Date()) ?? {}
    const request = { method: 'POST', headers, body, signal: AbortSignal.timeout(8_000) }
    const status = await fetch(`http://127.0.0.1:${port}/webhooks/generic`, request).then(
      (response) => response.arrayBuffer().then(() => response.status),
      () => 0,
    )
    if (status === 202) return void journal.acknowledged.add(nameOf(fact))
    if (!patient) return
    journal.retries += 1
    await sleep(60 + Math.random() * 120)
  }
  throw new Error(`${nameOf(fact)} was not acknowledged within a minute.`)
}
