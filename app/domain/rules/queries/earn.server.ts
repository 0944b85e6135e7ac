import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { windowsAt } from '#app/domain/rules/counting.ts'
import { type RuleAtVersion, ruleSchema } from '#app/domain/rules/rules.ts'

type DefinitionRow = { id: number; version: number; definition: unknown }

const ruleFrom = ({ id, version, definition }: DefinitionRow): RuleAtVersion => ({ ...ruleSchema.parse(definition), id, version })

/** The rules that judge what is received at this instant, oldest rule first. */
export async function liveRules(program: number, at: Date): Promise<RuleAtVersion[]> {
  const rows = await sqlAlone<DefinitionRow>(
    `SELECT v.rule_id AS id, v.version, v.definition FROM rule_span s
     JOIN rule_version v ON v.program_id = s.program_id AND v.rule_id = s.rule_id AND v.version = s.version
     WHERE s.program_id = $1 AND s.starts_at <= $2 AND (s.ends_at IS NULL OR s.ends_at > $2) ORDER BY v.rule_id`,
    [program, at],
  )
  return rows.map(ruleFrom)
}

/** A version of a rule as it was saved. */
export type SavedVersion = { rule: RuleAtVersion; savedAt: Date }

/** Versions of rules by `rule/version`. */
export async function versionsNamed(program: number, names: readonly { rule: number; version: number }[]): Promise<Map<string, SavedVersion>> {
  if (names.length === 0) return new Map()
  const rows = await sqlAlone<DefinitionRow & { savedAt: Date }>(
    `SELECT v.rule_id AS id, v.version, v.definition, v.saved_at AS "savedAt"
     FROM unnest($2::int[], $3::int[]) AS n(rule_id, version) JOIN rule_version v USING (rule_id, version) WHERE v.program_id = $1`,
    [program, names.map((name) => name.rule), names.map((name) => name.version)],
  )
  return new Map(rows.map((row) => [`${row.id}/${row.version}`, { rule: ruleFrom(row), savedAt: row.savedAt }]))
}

/** How often each rule has paid a member, by `rule/window`, for the windows that hold at this instant. */
export async function paidCounts(program: number, memberId: number, at: Date, timeZone: string): Promise<Map<string, number>> {
  const windows = windowsAt(at, timeZone)
  const names = new Map(Object.entries(windows).map(([window, name]) => [name, window]))
  const rows = await sqlAlone<{ ruleId: number; window: string; count: number }>(
    `SELECT rule_id AS "ruleId", "window", count FROM rule_counter WHERE program_id = $1 AND member_id = $2 AND "window" = ANY($3::text[])`,
    [program, memberId, Object.values(windows)],
  )
  return new Map(rows.map((row) => [`${row.ruleId}/${names.get(row.window) ?? row.window}`, row.count]))
}

/** The kinds of activity that counted for a member since an instant. */
export async function kindsSince(program: number, memberId: number, since: Date): Promise<string[]> {
  const rows = await sqlAlone<{ kind: string }>(
    `SELECT DISTINCT kind FROM judgement WHERE program_id = $1 AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND status = 'counted' AND occurred_at >= $3`,
    [program, memberId, since],
  )
  return rows.map((row) => row.kind)
}

/** A channel of the program: a source of activities, open or closed. */
export type Channel = { id: number; slug: string; title: string; adapter: string; open: boolean }

/** The program's channels, oldest first. */
export async function channelsOf(program: number): Promise<Channel[]> {
  return sqlAlone<Channel>(`SELECT id, slug, title, adapter, state = 'on' AS open FROM source WHERE program_id = $1 AND id <> 0 ORDER BY id`, [
    program,
  ])
}
