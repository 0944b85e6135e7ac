// Fills the demo community, once: people, rules and badges by the hub's own stories, and half a year of work by signed deliveries through the
// front door of the running hub. Run by the starter in demo mode; a second run finds it done.
import { closeDatabase } from '#app/db/prisma.server.ts'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { noteVisit } from '#app/domain/members/commands.server.ts'
import { defaultProgram } from '#app/domain/programs/programs.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { webhookSecretFromEnv } from '#app/foundation/env.ts'
import { askCommunity } from './seed/ask.ts'
import { offerChallenges } from './seed/challenges.ts'
import { settleCommunity } from './seed/community.ts'
import { deliver } from './seed/deliver.ts'
import { connectDiscord, giveRoles, tellDiscord } from './seed/discord.ts'
import { doChallenges } from './seed/doers.ts'
import { fillReviews } from './seed/reviews.ts'
import { settleStore } from './seed/store.ts'
import { bringTogether } from './seed/together.ts'
import { tellStory } from './seed/story.ts'

const actor = { program: defaultProgram, by: null }
const door = process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3000}`

async function main(): Promise<void> {
  const [done] = await sqlAlone(`SELECT 1 AS done FROM audit_entry WHERE program_id = $1 AND action = 'demo.filled' LIMIT 1`, [actor.program])
  if (done) return console.log('The demo community is there already.')
  // The story is told from the founding on, so that a run that was cut short tells the same one again: what was known stays as it is.
  const [program] = await sqlAlone<{ now: Date }>('SELECT created_at AS now FROM program WHERE id = $1', [actor.program])
  const now = program?.now ?? new Date()
  console.log('Inviting people')
  await settleCommunity(actor, now)
  const story = [...tellStory(now), ...tellDiscord(now)].sort((one, other) => one.at.getTime() - other.at.getTime())
  const secrets = {
    github: webhookSecretFromEnv('github') ?? '',
    generic: webhookSecretFromEnv('generic') ?? '',
    discord: await connectDiscord(actor),
  }
  // The demo member was here two days ago: what is told after that is new to them.
  const visit = new Date(now.getTime() - 2 * 86_400_000)
  const before = story.filter((sent) => sent.at <= visit)
  await askCommunity(actor, now)
  await offerChallenges(actor, now)
  await deliver(before, door, secrets, (sent) => console.log(`${sent} of ${story.length} deliveries`))
  await settled()
  await inTransaction(actor, async (scope) => {
    const [member] = await scope.sql<{ id: number }>(`SELECT id FROM member WHERE program_id = $1 AND email = 'member@laurel.example'`, [
      actor.program,
    ])
    if (member) await noteVisit(scope, member.id, scope.now)
  })
  await deliver(story.slice(before.length), door, secrets, (sent) => console.log(`${before.length + sent} of ${story.length} deliveries`))
  await settled()
  await doChallenges(actor, now)
  await fillReviews(actor, now)
  const whole = await programById(actor.program)
  if (whole) await settleStore(actor, whole, door, now)
  await bringTogether(actor, now)
  await giveRoles(actor, now)
  await inTransaction(actor, (scope) => record(scope, { action: 'demo.filled', objectKind: 'program', objectId: actor.program }))
}

/** Waits until the worker has settled all that was sent. */
async function settled(): Promise<void> {
  for (const until = Date.now() + 120_000; Date.now() < until;) {
    const [left] = await sqlAlone<{ count: number }>(`SELECT count(*) AS count FROM inbox WHERE program_id = $1 AND state = 'waiting'`, [
      actor.program,
    ])
    if (Number(left?.count) === 0) return
    console.log(`${left?.count} activities to settle`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('The demo deliveries were sent but not settled within two minutes: is the worker running?')
}

await main().finally(closeDatabase)
