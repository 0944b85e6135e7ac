import { hashPassword } from '#app/domain/access/passwords.server.ts'
import { type Actor, inTransaction, type Scope, sqlAlone } from '#app/db/transaction.server.ts'
import { setPassword } from '#app/domain/access/commands.server.ts'
import { addIdentity, addMember, changeMember, setRoles } from '#app/domain/members/commands.server.ts'
import { ruleSchema } from '#app/domain/rules/rules.ts'
import { addBadge, addCard, putPath, putStreak } from '#app/domain/standing/commands.server.ts'
import { saveRule } from '#app/flows/save-rule.server.ts'
import { switchRule } from '#app/flows/switch-rule.server.ts'
import { type Person, people } from './people.ts'
import { badges, cards, draft, paths, rules, streaks } from './program.ts'

export const demoPassword = 'laurel-demo-1'
const month = 30 * 86_400_000

/** Fills the program with people, badges and rules; whoever and whatever is there already stays as it is. */
export async function settleCommunity(actor: Actor, now: Date): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  let manager: number | null = null
  for (const person of people.filter((entry) => entry.joined)) {
    const id = await join(actor, person, passwordHash, new Date(now.getTime() - person.since * month - 3_600_000))
    if (person.role === 'manager') manager = id
  }
  await inTransaction(actor, async (scope) => {
    for (const badge of badges) await addBadge(scope, badge)
    for (const streak of streaks) await putStreak(scope, streak)
    for (const card of cards) await addCard(scope, card)
    for (const path of paths) await putPath(scope, path)
  })
  const by = { ...actor, by: manager }
  const since = new Date(now.getTime() - 8 * month)
  const written = await sqlAlone<{ title: string }>('SELECT title FROM rule_version WHERE program_id = $1', [actor.program])
  const missing = (rule: { title?: string }): boolean => !written.some((known) => known.title === rule.title)
  for (const rule of rules.filter(missing)) {
    const saved = await saveRule({ id: null, basedOn: null, definition: ruleSchema.parse({ condition: { all: [] }, ...rule }) }, by)
    if ('id' in saved) await switchRule({ id: saved.id, to: 'on', from: since }, by)
  }
  if (missing(draft)) await saveRule({ id: null, basedOn: null, definition: ruleSchema.parse({ condition: { all: [] }, ...draft }) }, by)
}

async function join(actor: Actor, person: Person, passwordHash: string, at: Date): Promise<number> {
  return inTransaction(
    actor,
    async (scope) => {
      const [known] = await scope.sql<{ id: number }>('SELECT id FROM member WHERE program_id = $1 AND handle = $2', [scope.program, person.handle])
      if (known) return known.id
      const member = await addMember(scope, {
        handleFrom: person.handle,
        displayName: person.name,
        email: person.email ?? null,
        timeZone: person.zone,
      })
      await changeMember(scope, member.id, { bio: person.bio })
      if (person.role || person.email === 'member@laurel.example') await setPassword(scope, member.id, passwordHash)
      if (person.role) await setRoles(scope, member.id, [person.role])
      await link(scope, member.id, 'github', person.id, person.handle)
      await link(scope, member.id, 'generic', person.handle, person.handle)
      return member.id
    },
    at,
  )
}

async function link(scope: Scope, memberId: number, slug: string, foreignId: string, handle: string): Promise<void> {
  const [source] = await scope.sql<{ id: number }>('SELECT id FROM source WHERE program_id = $1 AND slug = $2', [scope.program, slug])
  if (source) await addIdentity(scope, { sourceId: source.id, foreignId, memberId, handle, proof: 'demo' })
}
