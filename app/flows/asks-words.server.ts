import type { Adapter } from '#app/contract/adapter.ts'
import { qualifiedKind } from '#app/domain/activities/activities.ts'
import { factsAsked } from '#app/domain/rules/asked.ts'
import { liveRules } from '#app/domain/rules/queries/earn.server.ts'

/** True while a rule in force asks about something that people wrote on this channel: only then it is asked for and kept. */
export async function asksWords(program: number, adapter: Pick<Adapter, 'id' | 'kinds'>, now = new Date()): Promise<boolean> {
  const written = Object.entries(adapter.kinds).map(([kind, { facts }]) => ({
    kind: qualifiedKind(adapter.id, kind),
    facts: Object.keys(facts).filter((fact) => facts[fact]?.words),
  }))
  const rules = await liveRules(program, now)
  return rules.some((rule) => {
    const asked = factsAsked(rule)
    return written.some(({ kind, facts }) => (rule.kinds.includes(kind) || rule.kinds.includes('*')) && facts.some((fact) => asked.has(fact)))
  })
}
