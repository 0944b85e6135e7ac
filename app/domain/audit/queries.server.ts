import { sqlAlone } from '#app/db/transaction.server.ts'

/** One change as the log shows it. `actorHandle` is null for the hub itself and for people whose data was erased. */
export type AuditRow = {
  id: number
  at: Date
  actorId: number | null
  actorHandle: string | null
  action: string
  objectKind: string
  objectId: string
  /** The handle when the object is a member, the title when it is a rule or channel. */
  objectName: string | null
  before: unknown
  after: unknown
  reason: string | null
}

const page = `
SELECT e.id, e.at, e.actor_id AS "actorId", w.handle AS "actorHandle", e.action, e.object_kind AS "objectKind", e.object_id AS "objectId", d.before, d.after, d.reason,
  CASE e.object_kind
    WHEN 'member' THEN (SELECT handle FROM member m WHERE m.program_id = e.program_id AND m.id::text = e.object_id)
    WHEN 'rule' THEN (SELECT v.title FROM rule r JOIN rule_version v ON v.program_id = r.program_id AND v.rule_id = r.id AND v.version = r.version
                      WHERE r.program_id = e.program_id AND r.id::text = e.object_id)
    WHEN 'source' THEN (SELECT title FROM source s WHERE s.program_id = e.program_id AND s.id::text = e.object_id)
  END AS "objectName"
FROM (
  SELECT * FROM audit_entry WHERE program_id = $1 AND ($2::bigint IS NULL OR id < $2) AND ($3::bigint IS NULL OR actor_id = $3)
    AND ($4::text IS NULL OR object_kind = $4) AND ($5::text IS NULL OR object_id = $5) ORDER BY id DESC LIMIT $6
) e
LEFT JOIN audit_detail d ON d.program_id = e.program_id AND d.audit_id = e.id
LEFT JOIN member w ON w.program_id = e.program_id AND w.id = e.actor_id
ORDER BY e.id DESC`

export type AuditFilter = { before: number | null; actor: number | null; kind: string | null; object: string | null; limit: number }

/** Every change, newest first, from before a cursor; of one person, one kind of object or one object if asked. */
export async function changesIn(program: number, { before, actor, kind, object, limit }: AuditFilter): Promise<AuditRow[]> {
  return sqlAlone<AuditRow>(page, [program, before, actor, kind, object, limit])
}

/** Who has changed anything lately, and which kinds of objects: what the log can be filtered by. */
export async function auditFilters(program: number): Promise<{ people: { id: number; handle: string | null }[]; kinds: string[] }> {
  const latest = '(SELECT actor_id, object_kind FROM audit_entry WHERE program_id = $1 ORDER BY id DESC LIMIT 5000) e'
  const people = await sqlAlone<{ id: number; handle: string | null }>(
    `SELECT DISTINCT e.actor_id AS id, m.handle FROM ${latest} JOIN member m ON m.program_id = $1 AND m.id = e.actor_id ORDER BY m.handle LIMIT 100`,
    [program],
  )
  const kinds = await sqlAlone<{ kind: string }>(`SELECT DISTINCT object_kind AS kind FROM ${latest} ORDER BY 1`, [program])
  return { people, kinds: kinds.map((row) => row.kind) }
}
