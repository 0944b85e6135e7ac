import type { Scope } from '#app/db/transaction.server.ts'
import { type Compared, comparedBy, forgetIn, type Personal } from '#app/domain/rules/forgetting.ts'
import { type RuleDefinition, ruleSchema } from '#app/domain/rules/rules.ts'

/** What any version of any rule compares facts with. */
export async function comparedIn(scope: Scope): Promise<Compared> {
  const rows = await scope.sql<{ definition: unknown }>('SELECT definition FROM rule_version WHERE program_id = $1', [scope.program])
  return comparedBy(rows.map(({ definition }): RuleDefinition => ruleSchema.parse(definition)))
}

type Row = { activityId: number; memberId: number; turn: number; explanation: object }

/**
 * Takes a person's words out of what was said of these activities, then and since. What counted, and by which rule, stays to the letter. Hold the settling
 * lock.
 */
export async function forgetWords(scope: Scope, personal: ReadonlyMap<number, Personal>, compared: Compared): Promise<void> {
  for (const table of ['judgement', 'judgement_past'] as const) {
    const rows = await scope.sql<Row>(reading[table], [scope.program, [...personal.keys()]])
    const changed = rows.flatMap((row) => {
      const explanation = forgetIn(row.explanation, personal.get(row.activityId) ?? (() => false), compared)
      return JSON.stringify(explanation) === JSON.stringify(row.explanation) ? [] : [{ ...row, explanation }]
    })
    if (changed.length === 0) continue
    // Words that were replaced are kept for good, but for this.
    await scope.sql(`SELECT set_config('laurel.forgetting', 'on', true)`)
    await scope.sql(writing[table], [
      scope.program,
      changed.map((row) => row.activityId),
      changed.map((row) => row.memberId),
      changed.map((row) => row.turn),
      changed.map((row) => JSON.stringify(row.explanation)),
    ])
    await scope.sql(`SELECT set_config('laurel.forgetting', '', true)`)
  }
}

const read = (table: string): string =>
  `SELECT activity_id AS "activityId", member_id AS "memberId", turn, explanation FROM ${table} WHERE program_id = $1 AND activity_id = ANY($2::bigint[])`
const write = (table: string): string =>
  `UPDATE ${table} j SET explanation = n.explanation FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::jsonb[]) AS n(activity_id, member_id, turn, explanation)
   WHERE j.program_id = $1 AND j.activity_id = n.activity_id AND j.member_id = n.member_id AND j.turn = n.turn`
const reading = { judgement: read('judgement'), judgement_past: read('judgement_past') }
const writing = { judgement: write('judgement'), judgement_past: write('judgement_past') }
