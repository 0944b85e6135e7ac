import { type Sql, sqlAlone } from '#app/db/transaction.server.ts'
import { type Audience, type Conditions, conditionsSchema } from '#app/domain/boards/segments.ts'
import { memberConditions } from './among.server.ts'

type Bind = (value: unknown) => string
type SegmentConditions = ReadonlyMap<number, Conditions>

/** An audience over the member `m` as SQL. A segment that is gone holds nobody: leaving it out leaves out nobody. */
function audienceCondition(audience: Audience, segments: SegmentConditions, now: Date, bind: Bind): string {
  const inSegment = (id: number): string => {
    const conditions = segments.get(id)
    return conditions ? `(${['true', ...memberConditions(conditions, now, bind)].join(' AND ')})` : 'false'
  }
  const parts = ['true']
  if (audience.levelFrom) parts.push(...memberConditions({ levelFrom: audience.levelFrom, accountIn: [], withoutStaff: false }, now, bind))
  if (audience.segments?.length) parts.push(`(${audience.segments.map(inSegment).join(' OR ')})`)
  if (audience.exclude?.length) parts.push(`NOT (${audience.exclude.map(inSegment).join(' OR ')})`)
  if (audience.interests?.length) parts.push(`m.interests && ${bind(audience.interests.map((one) => one.toLowerCase()))}::text[]`)
  if (audience.languages?.length) parts.push(`m.languages && ${bind(audience.languages)}::text[]`)
  if (audience.countries?.length) parts.push(`m.country = ANY(${bind(audience.countries)}::text[])`)
  return parts.join(' AND ')
}

async function segmentConditions(sql: Sql, program: number, audiences: readonly Audience[]): Promise<SegmentConditions> {
  const ids = [...new Set(audiences.flatMap((one) => [...(one.segments ?? []), ...(one.exclude ?? [])]))]
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: number; conditions: unknown }>('SELECT id, conditions FROM segment WHERE program_id = $1 AND id = ANY($2::int[])', [
    program,
    ids,
  ])
  return new Map(rows.map((row) => [row.id, conditionsSchema.parse(row.conditions)]))
}

const living = (states: string): string => `FROM member m WHERE m.program_id = $1 AND m.state IN (${states}) AND m.merged_into IS NULL`
const people = living(`'active'`)

/** How many active members an audience has now. */
export async function audienceSize(program: number, audience: Audience, now: Date): Promise<number> {
  const segments = await segmentConditions(sqlAlone, program, [audience])
  const values: unknown[] = [program]
  const where = audienceCondition(audience, segments, now, (value) => `$${values.push(value)}`)
  const [row] = await sqlAlone<{ count: number }>(`SELECT count(*)::int AS count ${people} AND ${where}`, values)
  return row?.count ?? 0
}

/**
 * For each of the audiences, whether this person is in it now. Inside a story, give its own `sql`: a second connection could wait for the first. To whom earning is
 * paused is in none, and with `reading` in those that they would be in: they may look.
 */
export async function audiencesWith(
  program: number,
  person: number,
  audiences: readonly Audience[],
  now: Date,
  sql: Sql = sqlAlone,
  reading = false,
): Promise<boolean[]> {
  if (audiences.length === 0) return []
  const segments = await segmentConditions(sql, program, audiences)
  const values: unknown[] = [program, person]
  const bind: Bind = (value) => `$${values.push(value)}`
  const answers = audiences.map((audience) => `coalesce(${audienceCondition(audience, segments, now, bind)}, false)`)
  const whom = reading ? living(`'active', 'paused'`) : people
  const [row] = await sql<{ answers: boolean[] }>(`SELECT ARRAY[${answers.join(', ')}] AS answers ${whom} AND m.id = $2`, values)
  return row?.answers ?? audiences.map(() => false)
}

/** Some active members of an audience, by name, to look at a page as one of them would. */
export async function audienceSample(program: number, audience: Audience, now: Date, most: number): Promise<{ id: number; handle: string }[]> {
  const segments = await segmentConditions(sqlAlone, program, [audience])
  const values: unknown[] = [program, most]
  const where = audienceCondition(audience, segments, now, (value) => `$${values.push(value)}`)
  return sqlAlone(
    `SELECT m.id, m.handle ${people} AND m.handle IS NOT NULL AND ${where} ORDER BY m.last_seen_at DESC NULLS LAST, m.id LIMIT $2`,
    values,
  )
}
