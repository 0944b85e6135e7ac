import { type Ask, Later } from '#app/contract/adapter.ts'
import { fetchPublic } from '#app/foundation/fetch-public.server.ts'

/** How adapters ask their platform: outside addresses only, whole answers of at most 2 MB, and `Later` where the platform names a time to wait. */
export async function askOutside(...[url, init]: Parameters<Ask['fetch']>): Promise<Awaited<ReturnType<Ask['fetch']>>> {
  const answer = await fetchPublic(url, init)
  const wait = Number(answer.headers.get('retry-after'))
  if ((answer.status === 429 || answer.status === 503) && wait > 0) throw new Later(Math.min(Math.ceil(wait), 86_400))
  return { status: answer.status, body: answer.text, headers: Object.fromEntries(answer.headers) }
}
