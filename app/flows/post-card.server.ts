import { type Adapter, type Ask, Later } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { sourcesIn } from '#app/domain/activities/queries.server.ts'
import { claimCard, noteCardFailed, noteCardTold } from '#app/domain/echoes/commands.server.ts'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'
import { levelOf } from '#app/domain/standing/queries.server.ts'

/**
 * Tells the next card. One about a person is told only if they still hold the level and their profile is public; else it is dropped for good. Answers
 * whether there was one.
 */
export async function postCard(
  program: number,
  adapterById: (id: string) => Adapter | undefined,
  fetch: Ask['fetch'],
  now = new Date(),
): Promise<boolean> {
  const hub = { program, by: null }
  const card = await inTransaction(hub, claimCard, now)
  if (!card) return false
  try {
    const source = (await sourcesIn(program)).find((one) => one.id === card.sourceId)
    const access = source ? await accessOf(program, source.id) : {}
    const announce = adapterById(source?.adapter ?? '')?.announce
    const name = card.memberId === null ? '' : await nameOf(program, card.memberId, card.level ?? 0)
    if (!announce || !access.cards || name === null)
      return await inTransaction(hub, (scope) => noteCardTold(scope, card.id, 'moot'), now).then(() => true)
    const words = card.words.replace('{name}', name)
    const said = { give: 'post' as const, target: access.cards, to: 'grant' as const, key: `card/${program}/${card.sourceId}/${card.key}`, words }
    await announce({ account: { id: '', handle: '' }, ...said }, { access, fetch, now })
    await inTransaction(hub, (scope) => noteCardTold(scope, card.id, 'told'), now)
  } catch (error) {
    const patience = error instanceof Later ? error.seconds : null
    await inTransaction(hub, (scope) => noteCardFailed(scope, card, (error as Error).message, patience), now)
  }
  return true
}

/** The name of somebody who holds this level and lets everybody see them; null: nobody is named. */
async function nameOf(program: number, memberId: number, level: number): Promise<string | null> {
  const [faces, standing] = await Promise.all([facesOf(program, [memberId], { reaches: ['public'], memberId: null }), levelOf(program, memberId)])
  const name = faces[memberId]?.name
  // Names are people's own words: they must not become marks, mentions or links there.
  return name && (standing?.rank ?? 0) >= level ? name.replace(/[\\*_~`|<>@#:[\]()]/g, '').slice(0, 80) : null
}
