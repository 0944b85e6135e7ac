import type { Adapter, Ask } from '#app/contract/adapter.ts'
import { planAnnouncements } from '#app/flows/plan-announcements.server.ts'
import { tellPlatform } from '#app/flows/tell-platform.server.ts'

/** Works out what platforms are to be told, and tells it, a few things at a time. Answers how much it did. */
export async function announce(program: number, adapterById: (id: string) => Adapter | undefined, fetch: Ask['fetch']): Promise<number> {
  const planned = await planAnnouncements(program)
  let told = 0
  while (told < 20 && (await tellPlatform({ program, adapterById, fetch, now: new Date() }))) told += 1
  return planned + told
}
