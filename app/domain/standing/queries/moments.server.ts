import { sqlAlone } from '#app/db/transaction.server.ts'

/** A person's first counted activity of a kind. */
export type Moment = { id: number; memberId: number; kind: string; activityId: number; at: Date; count: number; sourceId: number }

const names = `id, member_id AS "memberId", kind, first_activity AS "activityId", first_at AS at, count,
  coalesce((SELECT source_id FROM counted_deed c WHERE c.program_id = t.program_id AND c.member_id = t.member_id AND c.kind = t.kind
            AND c.at = t.first_at AND c.activity_id = t.first_activity), 0) AS "sourceId"`

/** The first of its kind behind a page's address, or null: there is none, or it was taken back. The hub's own happenings have no page. */
export async function momentById(program: number, id: number): Promise<Moment | null> {
  const [row] = await sqlAlone<Moment>(
    `SELECT ${names} FROM tally t WHERE program_id = $1 AND id = $2 AND count > 0 AND first_activity IS NOT NULL AND NOT starts_with(kind, 'hub:')`,
    [program, id],
  )
  return row ?? null
}

/** Firsts that the hub counted since an instant, the newest first. */
export async function firstsSince(program: number, memberId: number, since: Date | null, limit = 3): Promise<Moment[]> {
  return sqlAlone<Moment>(
    `SELECT ${names} FROM tally t WHERE program_id = $1 AND member_id = $2 AND count > 0 AND first_activity IS NOT NULL AND NOT starts_with(kind, 'hub:')
       AND ($3::timestamptz IS NULL OR noted_at > $3) ORDER BY first_at DESC, id DESC LIMIT $4`,
    [program, memberId, since, limit],
  )
}

/** What a person did between two instants. */
export type Year = {
  total: number
  kinds: { kind: string; count: number }[]
  /** Deeds in each month, by its first day. */
  months: { month: string; count: number }[]
  activeDays: number
  badges: { title: string; tier: number; kinds: string[]; every: number | null; at: Date }[]
  longest: number
}

/** A person's year in figures. */
export async function yearOf(program: number, memberId: number, from: Date, until: Date): Promise<Year> {
  const values = [program, memberId, from, until]
  const of = `FROM counted_deed WHERE program_id = $1 AND member_id = $2 AND at >= $3 AND at < $4 AND source_id <> 0`
  const [kinds, months, days, badges, streak] = await Promise.all([
    sqlAlone<{ kind: string; count: number }>(`SELECT kind, count(*)::int AS count ${of} GROUP BY kind ORDER BY count DESC, kind`, values),
    sqlAlone<{ month: string; count: number }>(
      `SELECT to_char(date_trunc('month', DATE '1970-01-01' + day), 'YYYY-MM-DD') AS month, count(*)::int AS count ${of} GROUP BY 1 ORDER BY 1`,
      values,
    ),
    sqlAlone<{ days: number }>(`SELECT count(DISTINCT day)::int AS days ${of}`, values),
    sqlAlone<Year['badges'][number]>(
      `SELECT DISTINCT ON (b.id) b.title, g.tier, b.kinds, b.every, g.granted_at AS at FROM badge_grant g JOIN badge b ON b.program_id = $1 AND b.id = g.badge_id
       WHERE g.program_id = $1 AND g.member_id = $2 AND g.granted_at >= $3 AND g.granted_at < $4 ORDER BY b.id, g.tier DESC`,
      values,
    ),
    sqlAlone<{ longest: number }>(
      `SELECT coalesce(max(u.length), 0)::int AS longest FROM streak_unit u JOIN streak s ON s.program_id = $1 AND s.id = u.streak_id AND s.unit = 'day'
       WHERE u.program_id = $1 AND u.member_id = $2 AND u.unit >= $3::date - DATE '1970-01-01' AND u.unit < $4::date - DATE '1970-01-01'`,
      values,
    ),
  ])
  const total = kinds.reduce((sum, row) => sum + row.count, 0)
  return { total, kinds, months, activeDays: days[0]?.days ?? 0, badges, longest: streak[0]?.longest ?? 0 }
}
