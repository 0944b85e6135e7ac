/** One thing that changed: where, and what it was before and after (null: it was not there). */
export type Difference = { path: string; before: string | null; after: string | null }

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object' || entry === null)) {
    into.set(path, value.length > 0 ? value.map(String).join(', ') : 'nothing')
  } else if (value !== null && typeof value === 'object') {
    for (const [key, entry] of Object.entries(value)) flatten(entry, path ? `${path} › ${Array.isArray(value) ? Number(key) + 1 : key}` : key, into)
  } else if (value !== undefined && value !== null) {
    into.set(path, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value as string | number))
  }
}

/** What differs between two values, one line for each place, in the order of the newer one. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const [old, young] = [new Map<string, string>(), new Map<string, string>()]
  flatten(before, '', old)
  flatten(after, '', young)
  const paths = [...new Set([...young.keys(), ...old.keys()])]
  return paths
    .filter((path) => old.get(path) !== young.get(path))
    .map((path) => ({ path, before: old.get(path) ?? null, after: young.get(path) ?? null }))
}

/** Before and after, line by line. */
export function Differences({ changes, caption }: { changes: readonly Difference[]; caption: string }) {
  return (
    <table className="w-full table-fixed border-collapse text-left text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">What</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.path} className="border-b align-top last:border-0 max-sm:block max-sm:py-2">
            <th scope="row" className="w-1/4 py-1.5 pr-3 font-medium break-words text-muted max-sm:block max-sm:w-full max-sm:py-0">
              {change.path || 'value'}
            </th>
            <td className="w-3/8 py-1.5 pr-3 break-words text-danger max-sm:block max-sm:w-full max-sm:py-0">
              {change.before === null ? (
                <span className="text-muted max-sm:hidden">–</span>
              ) : (
                <del className="no-underline before:content-['−_']">{change.before}</del>
              )}
            </td>
            <td className="w-3/8 py-1.5 break-words text-leaf max-sm:block max-sm:w-full max-sm:py-0">
              {change.after === null ? (
                <span className="text-muted max-sm:hidden">–</span>
              ) : (
                <ins className="no-underline before:content-['+_']">{change.after}</ins>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
