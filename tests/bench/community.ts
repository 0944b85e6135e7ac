// The community that benches work on: members with accounts in the signed-JSON channel, fifty live rules over ten kinds, and what they do.
import { randomUUID } from 'node:crypto'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { addBadge } from '#app/domain/standing/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { addRule, type Message, openHub, send } from '#tests/support/hub.ts'

const kinds = [
  'article.published',
  'video.published',
  'talk.given',
  'translation.contributed',
  'idea.submitted',
  'idea.planned',
  'idea.implemented',
  'event.attended',
  'course.completed',
  'question.answered',
]

/** Founds a hub with members `m1` … and fifty live rules, five for each kind: one that pays, four that ask for more. About 1.3 of them pay a deed. */
export async function foundCommunity(members: number): Promise<Program> {
  const program = await openHub()
  await addMembers(members)
  for (const kind of kinds) {
    const of = [`generic:${kind}`]
    await addRule({ title: `Every ${kind}`, kinds: of, points: 20, limits: [{ window: 'day', count: 1000 }] })
    await addRule({ title: `A high score: ${kind}`, kinds: of, points: 30, condition: { all: [{ fact: 'score', op: 'at_least', value: 80 }] } })
    await addRule({ title: `In French: ${kind}`, kinds: of, points: 10, condition: { all: [{ fact: 'language', op: 'is', value: 'fr' }] } })
    await addRule({
      title: `On security: ${kind}`,
      kinds: of,
      points: 15,
      condition: {
        any: [
          { fact: 'tags', op: 'contains', value: ['security'] },
          { fact: 'topic', op: 'is', value: 'security' },
        ],
      },
      limits: [{ window: 'month', count: 500 }],
    })
    await addRule({ title: `Featured: ${kind}`, kinds: of, points: 50, condition: { all: [{ fact: 'featured', op: 'is', value: true }] } })
  }
  await inTransaction({ program: program.id, by: null }, async (scope) => {
    await addBadge(scope, { slug: 'writer', title: 'Writer', story: '', kinds: ['generic:article.published'], tiers: [1, 5, 10, 25, 50] })
    await addBadge(scope, { slug: 'helper', title: 'Helper', story: '', kinds: ['generic:question.answered'], tiers: [1, 5, 10, 25, 50] })
    await addBadge(scope, { slug: 'thinker', title: 'Thinker', story: '', kinds: kinds.slice(4, 7).map((kind) => `generic:${kind}`), tiers: [1, 10] })
  })
  return program
}

/** Members `m1` to `m<count>`, each linked to the account of the same name. */
async function addMembers(count: number): Promise<void> {
  await sqlAlone(
    `WITH made AS (
       INSERT INTO member (program_id, handle, display_name, email, time_zone)
       SELECT 1, 'm' || n, 'Member ' || n, 'm' || n || '@example.test', 'UTC' FROM generate_series(1, $1::int) AS n RETURNING id, handle)
     INSERT INTO identity (program_id, source_id, foreign_id, member_id, handle, proof)
     SELECT 1, (SELECT id FROM source WHERE program_id = 1 AND slug = 'generic'), handle, id, handle, 'test' FROM made`,
    [count],
  )
  await sqlAlone('ANALYZE member')
  await sqlAlone('ANALYZE identity')
}

const languages = ['en', 'de', 'es', 'fr', 'ja', 'pt']
const topics = ['databases', 'design', 'security', 'testing', 'writing', 'community', 'mobile', 'performance', 'teaching', 'tools']

/** One deed of somebody, done within the last two days. Every member is as likely as any other, which spares neither side a row. */
export function deed(members: number, by = 1 + Math.floor(Math.random() * members)): Message {
  const pick = <Value>(list: readonly Value[]): Value => list[Math.floor(Math.random() * list.length)] as Value
  const id = randomUUID()
  return {
    id,
    type: pick(kinds),
    actor: { id: `m${by}`, handle: `m${by}` },
    object: { id: `thing-${id}`, title: 'How we made the first page twice as fast', url: `https://example.test/things/${id}` },
    time: new Date(Date.now() - Math.floor(Math.random() * 172_800_000)).toISOString(),
    facts: { topic: pick(topics), tags: [pick(topics), pick(topics)], language: pick(languages), score: Math.floor(Math.random() * 100) },
  }
}

/** Deeds come in through the real story of receiving, fifty in a delivery. */
export async function fillInbox(members: number, count: number, by?: (n: number) => number): Promise<void> {
  const messages = Array.from({ length: count }, (_, n) => deed(members, by?.(n)))
  const deliveries = Array.from({ length: Math.ceil(count / 50) }, (_, n) => messages.slice(n * 50, n * 50 + 50))
  for (let from = 0; from < deliveries.length; from += 8) await Promise.all(deliveries.slice(from, from + 8).map((delivery) => send(delivery)))
}
