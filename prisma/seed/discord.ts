// The demo community on Discord: a channel that is connected, what was said there in sixty days, and roles given back. Nothing of it leaves this machine:
// there is no bot token, and without one the hub does not call Discord.
import { type Actor, inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { announceRuleSchema } from '#app/domain/announcements/announcements.ts'
import { addIdentity } from '#app/domain/members/commands.server.ts'
import { connectSource } from '#app/flows/connect-source.server.ts'
import { planAnnouncements } from '#app/flows/plan-announcements.server.ts'
import { rotateSecret } from '#app/flows/rotate-secret.server.ts'
import { saveAccess } from '#app/flows/save-access.server.ts'
import { saveAnnounceRule } from '#app/flows/save-announce-rule.server.ts'
import { discord } from '#integrations/discord/adapter.ts'
import { idAt } from '#integrations/discord/packets.ts'
import { type Chance, chanceFrom } from './chance.ts'
import type { Sent } from './deeds.ts'

const guild = '811000000000000001'
const help = { id: '811000000000000101', name: 'help' }
const show = { id: '811000000000000102', name: 'show-and-tell' }
const ideas = { id: '811000000000000103', name: 'ideas', forum: true }
const role = { adviser: '811000000000000401', helper: '811000000000000402' }

/** Who talks there, by their handle in the hub, and how much; the last one never joined. */
const talkers = [
  { handle: 'ines-okafor', id: '811000000000001001', energy: 0.5 },
  { handle: 'tomasz-wrona', id: '811000000000001002', energy: 0.3 },
  { handle: 'hana-kowalski', id: '811000000000001003', energy: 0.35 },
  { handle: 'lucas-moreau', id: '811000000000001004', energy: 0.2 },
  { handle: 'isabel-torres', id: '811000000000001005', energy: 0.4 },
  { handle: 'joon-park', id: '811000000000001006', energy: 0.15 },
]

async function sourceOf(program: number): Promise<number> {
  const [source] = await sqlAlone<{ id: number }>(`SELECT id FROM source WHERE program_id = $1 AND slug = 'discord'`, [program])
  if (!source) throw new Error('There is no channel for Discord.')
  return source.id
}

async function byManager(actor: Actor): Promise<Actor> {
  const [manager] = await sqlAlone<{ id: number }>(`SELECT id FROM member WHERE program_id = $1 AND email = 'manager@laurel.example'`, [
    actor.program,
  ])
  return { ...actor, by: manager?.id ?? null }
}

/** Connects the channel and links its accounts. Answers the secret with which its messages are signed; a second run makes a new one. */
export async function connectDiscord(actor: Actor): Promise<string> {
  const [by, sourceId] = [await byManager(actor), await sourceOf(actor.program)]
  const done = await connectSource(discord, by)
  const made = 'secrets' in done ? done.secrets[0] : await rotateSecret(discord, { sourceId, name: 'webhook' }, by)
  if (!made || 'message' in made) throw new Error('Discord could not be connected.')
  const channels = [help, show, ideas].map(({ id }) => id).join(', ')
  await saveAccess(discord, { sourceId, values: { guild, channels, application: '811000000000000900' } }, by)
  await inTransaction(actor, async (scope) => {
    for (const { handle, id } of talkers) {
      const [member] = await scope.sql<{ id: number }>('SELECT id FROM member WHERE program_id = $1 AND handle = $2', [scope.program, handle])
      if (member) await addIdentity(scope, { sourceId, foreignId: id, memberId: member.id, handle, proof: 'demo' })
    }
  })
  return made.value
}

type Telling = { chance: Chance; sent: Sent[] }

/** Sixty days of talk up to `now`: messages, replies, forum posts, reactions, and a few messages that were taken away again. */
export function tellDiscord(now: Date, days = 60): Sent[] {
  const telling: Telling = { chance: chanceFrom(20_261_121), sent: [] }
  for (let ago = days; ago >= 0; ago -= 1) {
    for (const talker of talkers) if (telling.chance.maybe(talker.energy)) tellTalk(telling, talker.id, new Date(now.getTime() - ago * 86_400_000))
  }
  return telling.sent.filter((sent) => sent.at <= now)
}

function tell({ sent }: Telling, at: Date, t: string, what: object): void {
  sent.push({ at, adapter: 'discord', headers: {}, body: { t, session: 'demo', s: sent.length + 1, at: at.toISOString(), guild, ...what } })
}

/** Somebody comes by in the course of a day, and says a thing or four. */
function tellTalk(telling: Telling, by: string, morning: Date): void {
  const { chance } = telling
  const begun = new Date(morning.getTime() - chance.below(14) * 3_600_000)
  const place = chance.maybe(0.8) ? help : show
  const lines = 1 + chance.below(4)
  for (let line = 0; line < lines; line += 1) {
    const at = new Date(begun.getTime() + line * 90_000 * (1 + chance.below(6)))
    const id = String(BigInt(idAt(at)) + BigInt(telling.sent.length))
    const other = talkers[chance.below(talkers.length)]?.id ?? by
    const reply = chance.maybe(0.4) ? { replies_to: { id: String(BigInt(id) - 4_000_000n), author: { id: other } } } : {}
    tell(telling, at, 'MESSAGE_CREATE', {
      place,
      id,
      type: 'replies_to' in reply ? 19 : 0,
      author: { id: by },
      attachments: 0,
      mentions: 0,
      ...reply,
    })
    if (other !== by && chance.maybe(0.3)) tellReaction(telling, at, { place, message: id, user: { id: other }, author: by })
    if (chance.maybe(0.03)) tell(telling, new Date(at.getTime() + 600_000), 'MESSAGE_DELETE', { ids: [id] })
  }
  if (chance.maybe(0.08)) {
    const id = String(BigInt(idAt(begun)) + BigInt(telling.sent.length))
    tell(telling, begun, 'THREAD_CREATE', { place: { ...ideas, thread: id }, id, owner: { id: by } })
  }
}

function tellReaction(telling: Telling, at: Date, what: object): void {
  tell(telling, new Date(at.getTime() + 120_000), 'REACTION_ADD', { ...what, emoji: telling.chance.pick(['👍', '❤️', '🎉']) })
}

/** Waits until all that is to be said is worked out, by this process or by the worker. */
async function planned(program: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    await planAnnouncements(program)
    const left = await sqlAlone('SELECT 1 FROM announce_due WHERE program_id = $1 LIMIT 1', [program])
    if (left.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Two roles for what people hold, told long ago. */
export async function giveRoles(actor: Actor, now: Date): Promise<void> {
  const sourceId = await sourceOf(actor.program)
  const [there] = await sqlAlone('SELECT 1 AS there FROM announce_rule WHERE program_id = $1 LIMIT 1', [actor.program])
  if (there) return
  const by = await byManager(actor)
  for (const rule of [
    { trigger: 'level', level: '3', give: 'role', target: role.adviser },
    { trigger: 'badge', badge: 'helper', give: 'role', target: role.helper },
  ]) {
    const saved = await saveAnnounceRule(discord, announceRuleSchema.parse({ ...rule, sourceId }), by)
    if ('message' in saved) throw new Error(saved.message)
  }
  await planned(actor.program)
  await sqlAlone(
    `UPDATE announcement a SET state = 'done', attempts = 1, retry_at = NULL, error = NULL, created_at = o.at, done_at = o.at + interval '2 seconds'
     FROM (SELECT id, $2::timestamptz - row_number() OVER (ORDER BY id DESC) * interval '26 hours' AS at FROM announcement WHERE program_id = $1) AS o
     WHERE a.program_id = $1 AND a.id = o.id`,
    [actor.program, now],
  )
}
