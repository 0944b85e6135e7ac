import { claimCard, noteCardFailed, noteCardTold } from '#app/domain/echoes/commands.server.ts'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'
import { levelOf } from '#app/domain/standing/queries.server.ts'
import { type Errands, runErrand } from './run-errand.server.ts'

/**
 * Tells the next card. One about a person is told only if they still hold the level and their profile is public; else it is dropped for good. Answers
 * whether there was one.
 */
export async function postCard(errands: Errands): Promise<boolean> {
  const { program } = errands
  return runErrand(errands, {
    claim: claimCard,
    ask: async (card, on) => {
      const platform = await on(card.sourceId)
      const target = platform?.ask.access.cards
      const name = card.memberId === null ? '' : await nameOf(program, card.memberId, card.level ?? 0)
      if (!platform?.adapter.announce || !target || name === null) return (scope) => noteCardTold(scope, card.id, 'moot')
      const said = { give: 'post' as const, target, to: 'grant' as const, key: `card/${program}/${card.sourceId}/${card.key}` }
      await platform.adapter.announce({ account: { id: '', handle: '' }, ...said, words: card.words.replace('{name}', name) }, platform.ask)
      return (scope) => noteCardTold(scope, card.id, 'told')
    },
    failed: (scope, card, error, patience) => noteCardFailed(scope, card, error.message, patience),
  })
}

/** The name of somebody who holds this level and lets everybody see them; null: nobody is named. */
async function nameOf(program: number, memberId: number, level: number): Promise<string | null> {
  const [faces, standing] = await Promise.all([facesOf(program, [memberId], { reaches: ['public'], memberId: null }), levelOf(program, memberId)])
  const name = faces[memberId]?.name
  // Names are people's own words: they must not become marks, mentions or links there.
  return name && (standing?.rank ?? 0) >= level ? name.replace(/[\\*_~`|<>@#:[\]()]/g, '').slice(0, 80) : null
}
