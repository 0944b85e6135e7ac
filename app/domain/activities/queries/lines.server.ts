import { sqlAlone } from '#app/db/transaction.server.ts'

/** A channel that is open and has what a line needs. */
export type Listening = { sourceId: number; adapter: string; slug: string }

/** The open channels of these adapters for which a key was entered and whose line nobody holds: a glance, before somebody tries to take it. */
export async function freeLines(program: number, adapters: readonly string[]): Promise<Listening[]> {
  return sqlAlone<Listening>(
    `SELECT s.id AS "sourceId", s.adapter, s.slug FROM source s LEFT JOIN line l ON l.program_id = s.program_id AND l.source_id = s.id
     WHERE s.program_id = $1 AND s.state = 'on' AND s.adapter = ANY($2::text[])
       AND EXISTS (SELECT 1 FROM source_secret x WHERE x.program_id = $1 AND x.source_id = s.id AND starts_with(x.name, 'access:') AND x.ends_at IS NULL)
       AND (l.holder IS NULL OR l.until < clock_timestamp()) AND (l.retry_at IS NULL OR l.retry_at <= clock_timestamp()) ORDER BY s.id`,
    [program, adapters],
  )
}

/** How a channel's line is: whether somebody holds it, when it was heard last, and its latest fault. */
export type LineHealth = {
  open: boolean
  openedAt: Date | null
  heardAt: Date | null
  fault: string | null
  faultAt: Date | null
  retryAt: Date | null
  missedSince: Date | null
}

/** The health of a channel's line, or null while there never was one. */
export async function lineHealth(program: number, sourceId: number): Promise<LineHealth | null> {
  const [row] = await sqlAlone<LineHealth>(
    `SELECT l.holder IS NOT NULL AND l.until >= clock_timestamp() AS open, l.opened_at AS "openedAt", l.heard_at AS "heardAt", l.fault, l.fault_at AS "faultAt",
       l.retry_at AS "retryAt", l.missed_since AS "missedSince"
     FROM line l WHERE l.program_id = $1 AND l.source_id = $2`,
    [program, sourceId],
  )
  return row ?? null
}
