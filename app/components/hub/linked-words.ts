/** What a member reads after linking: the channel, and how many things waited. */
export function linkedWords(title: string, waited: number): string {
  if (waited === 0) return `${title} is linked. What you do there counts from now on.`
  return `${title} is linked, and ${waited === 1 ? 'one thing you did there before was' : `${waited} things you did there before were`} waiting for you. The points are on their way.`
}
