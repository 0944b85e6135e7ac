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

/** What a page of the hub is called when somebody asks about it; empty for the home page. */
export async function pageTitleOf(_program: number, path: string): Promise<string> {
  return places.find(([place]) => place.test(path))?.[1] ?? ''
}
