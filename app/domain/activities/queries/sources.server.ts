import { sqlAlone } from '#app/db/transaction.server.ts'

/** A channel and how it has been: deliveries and faults of the last 24 hours, what waits. */
export type SourceHealth = {
  id: number
  adapter: string
  slug: string
  title: string
  state: 'on' | 'off'
  lastAt: Date | null
  lastEvent: string | null
  deliveries: number
  faults: number
  unclaimed: number
  parked: number
  secrets: number
  /** A manager entered how its platform is called. */
  reached: boolean
  /** Seconds that usually (median of the last fifty) pass between a deed and hearing of it; null before anything came. */
  lag: number | null
}

// The last delivery is found through the key (program, source, id); the counts look at one day.
const health = `
SELECT s.id, s.adapter, s.slug, s.title, s.state, l.received_at AS "lastAt", l.event AS "lastEvent", coalesce(d.deliveries, 0) AS deliveries,
  coalesce(d.faults, 0) AS faults, coalesce(i.unclaimed, 0) AS unclaimed, coalesce(i.parked, 0) AS parked,
  (SELECT count(*)::int FROM source_secret x WHERE x.program_id = $1 AND x.source_id = s.id AND NOT starts_with(x.name, 'access:') AND (x.ends_at IS NULL OR x.ends_at > $2::timestamptz)) AS secrets,
  s.settings ? 'access' AS reached, g.lag
FROM source s
LEFT JOIN LATERAL (
  SELECT received_at, event FROM delivery WHERE program_id = $1 AND source_id = s.id ORDER BY id DESC LIMIT 1
) l ON true
LEFT JOIN (
  SELECT source_id, count(*)::int AS deliveries, count(*) FILTER (WHERE state IN ('malformed', 'unread'))::int AS faults
  FROM delivery WHERE program_id = $1 AND received_at > $2::timestamptz - interval '24 hours' GROUP BY source_id
) d ON d.source_id = s.id
LEFT JOIN (
  SELECT source_id, count(*) FILTER (WHERE state = 'unclaimed')::int AS unclaimed, count(*) FILTER (WHERE state = 'parked')::int AS parked
  FROM inbox WHERE program_id = $1 GROUP BY source_id
) i ON i.source_id = s.id
LEFT JOIN LATERAL (
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM a.received_at - a.occurred_at))::float8 AS lag
  FROM (SELECT id FROM delivery WHERE program_id = $1 AND source_id = s.id AND state = 'read' ORDER BY id DESC LIMIT 50) r
  JOIN activity a ON a.program_id = $1 AND a.delivery_id = r.id AND a.undoes IS NULL
) g ON true
WHERE s.program_id = $1 AND s.id > 0 AND s.adapter <> 'sso' ORDER BY s.id`

/** Every channel with its health at an instant. */
export async function sourcesWithHealth(program: number, now: Date): Promise<SourceHealth[]> {
  return sqlAlone<SourceHealth>(health, [program, now])
}

/** A channel by name, and what of it members may know: whether it has a secret, whether its platform is called, and its public address. */
export type SourceName = { id: number; adapter: string; slug: string; title: string; connected: boolean; reached: boolean; site: string | null }

/** Every channel of a program, those that are nothing but a way in (adapter `sso`) too. */
export async function sourcesIn(program: number): Promise<SourceName[]> {
  return sqlAlone<SourceName>(
    `SELECT s.id, s.adapter, s.slug, s.title, s.settings -> 'access' ->> 'site' AS site,
       EXISTS (SELECT FROM source_secret x WHERE x.program_id = s.program_id AND x.source_id = s.id AND (x.ends_at IS NULL OR x.ends_at > $2)) AS connected,
       s.settings ? 'access' AS reached
     FROM source s WHERE s.program_id = $1 AND s.id > 0 AND s.state = 'on' ORDER BY s.title, s.id`,
    [program, new Date()],
  )
}

export type SourceWhole = {
  id: number
  adapter: string
  slug: string
  title: string
  state: 'on' | 'off'
  ignored: string[]
  createdAt: Date
  reached: boolean
}

/** One channel by the end of its webhook address, or null. */
export async function sourceBySlug(program: number, slug: string): Promise<SourceWhole | null> {
  const [row] = await sqlAlone<SourceWhole>(
    `SELECT id, adapter, slug, title, state, ignored, created_at AS "createdAt", settings ? 'access' AS reached FROM source WHERE program_id = $1 AND slug = $2 AND id > 0`,
    [program, slug],
  )
  return row ?? null
}

/** A secret as managers may know it: never its value, only its last characters. */
export type SecretRow = { id: number; name: string; hint: string; createdAt: Date; endsAt: Date | null }

/** The secrets of a channel that are valid at an instant, the newest first. */
export async function secretsOf(program: number, sourceId: number, now: Date): Promise<SecretRow[]> {
  return sqlAlone<SecretRow>(
    `SELECT id, name, hint, created_at AS "createdAt", ends_at AS "endsAt" FROM source_secret
     WHERE program_id = $1 AND source_id = $2 AND NOT starts_with(name, 'access:') AND (ends_at IS NULL OR ends_at > $3::timestamptz) ORDER BY name, id DESC`,
    [program, sourceId, now],
  )
}
