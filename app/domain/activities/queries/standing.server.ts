import type { Standing } from '#app/contract/adapter.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'

/** What a walk of this name kept last in this channel, or null. */
export async function markOf(program: number, walk: { sourceId: number; name: string }): Promise<string | null> {
  const [row] = await sqlAlone<{ mark: string | null }>(`SELECT settings -> 'marks' ->> $3 AS mark FROM source WHERE program_id = $1 AND id = $2`, [
    program,
    walk.sourceId,
    walk.name,
  ])
  return row?.mark ?? null
}

type Row = Omit<Standing, 'actor' | 'object'> & {
  actorId: string
  actorHandle: string | null
  objectId: string
  objectTitle: string
  objectUrl: string
}

/** Deeds that were found by asking and not taken back, by the adapter's own kinds, in the order they came in. A deed that was restored is there once. */
export async function standingDeeds(
  program: number,
  sourceId: number,
  { kinds, after, limit }: { kinds: readonly string[]; after: number; limit: number },
): Promise<Standing[]> {
  const rows = await sqlAlone<Row>(
    `SELECT a.id, a.kind, a.external_id AS "externalId", a.actor_id AS "actorId", a.actor_handle AS "actorHandle", a.object_id AS "objectId",
       a.object_title AS "objectTitle", a.object_url AS "objectUrl", a.occurred_at AS "occurredAt"
     FROM walk w
     JOIN walk_find f ON f.program_id = w.program_id AND f.walk_id = w.id AND f.activity_id > $3
     JOIN activity a ON a.program_id = f.program_id AND a.id = f.activity_id
     LEFT JOIN undo u ON u.program_id = a.program_id AND u.subject = a.subject
     WHERE w.program_id = $1 AND w.source_id = $2 AND a.kind = ANY($4::text[]) AND a.undoes IS NULL
       AND (u.undone_at IS NULL OR u.undone_at < a.occurred_at)
     ORDER BY a.id LIMIT $5`,
    [program, sourceId, after, kinds, limit],
  )
  return rows.map(({ actorId, actorHandle, objectId, objectTitle, objectUrl, ...rest }) => ({
    ...rest,
    actor: { id: actorId, handle: actorHandle ?? actorId },
    object: { id: objectId, title: objectTitle, url: objectUrl },
  }))
}

/** When each of these subjects was taken back last. */
export async function undoneAt(program: number, subjects: readonly string[]): Promise<Map<string, Date>> {
  const rows = await sqlAlone<{ subject: string; at: Date }>(
    'SELECT subject, undone_at AS at FROM undo WHERE program_id = $1 AND subject = ANY($2::uuid[])',
    [program, subjects],
  )
  return new Map(rows.map(({ subject, at }) => [subject, at]))
}
