import { sqlAlone } from '#app/db/transaction.server.ts'
import { open } from '#app/foundation/crypto.server.ts'
import { accessSecret, secretContext } from '#app/domain/activities/activities.ts'

type Row = { plain: Record<string, string> | null; name: string | null; sealed: Buffer | null }

const rows = `
SELECT coalesce(s.settings -> 'access', '{}') || coalesce(s.settings -> 'mapping', '{}') AS plain, x.name, x.sealed FROM source s
LEFT JOIN source_secret x ON x.program_id = s.program_id AND x.source_id = s.id AND starts_with(x.name, 'access:') AND x.ends_at IS NULL
WHERE s.program_id = $1 AND s.id = $2 ORDER BY x.id`

/** What a manager entered so that the hub can call the platform of a channel, opened, by name. */
export async function accessOf(program: number, sourceId: number): Promise<Record<string, string>> {
  const found = await sqlAlone<Row>(rows, [program, sourceId])
  const access: Record<string, string> = { ...found[0]?.plain }
  for (const { name, sealed } of found) {
    if (name && sealed) access[name.slice(accessSecret('').length)] = open('source-secret', secretContext(program, sourceId, name), sealed)
  }
  return access
}

/** The same as managers may know it: plain values as they are, of keys only that they are set. */
export async function accessShown(program: number, sourceId: number): Promise<{ plain: Record<string, string>; set: string[] }> {
  const found = await sqlAlone<Row>(rows, [program, sourceId])
  const set = found.flatMap(({ name }) => (name ? [name.slice(accessSecret('').length)] : []))
  return { plain: { ...found[0]?.plain }, set }
}
