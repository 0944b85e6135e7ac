import type { Guest } from '#app/auth/guests.server.ts'
import { talkGround } from './talk-ground.server.ts'

const places: readonly [RegExp, string][] = [
  [/^\/activity\/\d+/, 'A line of my activity'],
  [/^\/activity/, 'My activity'],
  [/^\/board/, 'The board'],
  [/^\/earn/, 'How to earn'],
  [/^\/badges/, 'Badges'],
  [/^\/levels/, 'Levels'],
  [/^\/paths/, 'Paths'],
  [/^\/store/, 'The store'],
  [/^\/orders/, 'My orders'],
  [/^\/settings/, 'Settings'],
  [/^\/members\//, 'A profile'],
  [/^\/challenges/, 'Challenges'],
]

/** What a page of the hub is called when this member asks about it; empty for the home page. A challenge by its own title, if the member sees it. */
export async function pageTitleOf(guest: Guest, path: string): Promise<string> {
  const [, slug] = /^\/challenges\/([^/?#]+)/.exec(path) ?? []
  const challenge = slug ? await talkGround(guest, decodeURIComponent(slug)) : null
  return challenge?.title ?? places.find(([place]) => place.test(path))?.[1] ?? ''
}
