import type { Adapter, Ask } from '#app/contract/adapter.ts'
import { sourcesIn } from '#app/domain/activities/queries.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { gatherNews } from '#app/flows/gather-news.server.ts'
import { postCard } from '#app/flows/post-card.server.ts'
import { showFigures } from '#app/flows/show-figures.server.ts'

/** Tells news in the channels that want them, and shows figures that changed, a few at a time. Answers how much it did. */
export async function tellNews(program: number, adapterById: (id: string) => Adapter | undefined, fetch: Ask['fetch']): Promise<number> {
  const telling = (await sourcesIn(program)).filter((one) => adapterById(one.adapter)?.gives?.post)
  const wanted = await Promise.all(telling.map(async (one) => ((await accessOf(program, one.id)).cards ? [one.id] : [])))
  let done = await gatherNews(program, new Set(wanted.flat()))
  for (let steps = 0; steps < 20 && (await postCard({ program, adapterById, fetch, now: new Date() })); steps += 1) done += 1
  for (let steps = 0; steps < 20 && (await showFigures({ program, adapterById, fetch, now: new Date() })); steps += 1) done += 1
  return done
}
