import type { Sql } from '#app/db/transaction.server.ts'
import type { Explanation } from '#app/domain/rules/explanation.ts'
import { type FindRule, keptLines, type KeptWord, unpackWord, versionsOf } from '#app/domain/rules/packing.ts'
import { type RuleAtVersion, ruleSchema } from '#app/domain/rules/rules.ts'

/** Where to read, and of which program: a story's scope, or the pool with a program. */
type Where = { sql: Sql; program: number }

// Definitions never change, so each is parsed once a process.
const compiled = new Map<string, RuleAtVersion>()

/** Finds versions of rules as they were saved: of those named, all that are there. */
export async function findVersions({ sql, program }: Where, names: readonly { id: number; version: number }[]): Promise<FindRule> {
  const unknown = new Set(names.filter(({ id, version }) => !compiled.has(`${program}/${id}/${version}`)).map(({ id }) => id))
  if (unknown.size > 0) {
    const rows = await sql<{ id: number; version: number; definition: unknown }>(
      'SELECT rule_id AS id, version, definition FROM rule_version WHERE program_id = $1 AND rule_id = ANY($2::int[])',
      [program, [...unknown]],
    )
    for (const { id, version, definition } of rows) {
      const key = `${program}/${id}/${version}`
      if (!compiled.has(key)) compiled.set(key, { ...ruleSchema.parse(definition), id, version })
    }
  }
  return (rule, version) => compiled.get(`${program}/${rule}/${version}`)
}

/** Words as they were said: what their rules' versions say is put back. */
export async function unpackAll<Row extends { explanation: Explanation }>(where: Where, rows: readonly Row[]): Promise<Row[]> {
  const kept = rows.map((row) => row.explanation as KeptWord)
  const find = await findVersions(
    where,
    kept.flatMap((word) => versionsOf(keptLines(word))),
  )
  return rows.map((row, index) => ({ ...row, explanation: kept[index] ? unpackWord(kept[index], find) : row.explanation }))
}
