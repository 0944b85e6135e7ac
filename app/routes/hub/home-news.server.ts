import type { NewsLine } from '#app/components/hub/home-parts.tsx'
import { cardOf } from '#app/components/hub/kinds.ts'
import { didInWords, sentenceOf } from '#app/components/hub/ledger-view.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import type { Word } from '#app/domain/rules/queries/words.server.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'
import { ordersBehind } from './orders-behind.server.ts'

/** What the home page says of each of these words. */
export async function newsOf(program: Program, cards: KindCards, words: readonly Word[]): Promise<(word: Word) => NewsLine> {
  const orders = await ordersBehind(program, words)
  return (word) => {
    const order = orders.get(word.activityId)
    return {
      id: String(word.activityId),
      title: word.title || cardOf(cards, word.kind).did,
      did: didInWords(word, cards),
      adapter: word.channel?.adapter ?? 'generic',
      status: word.status,
      points: !order ? word.given : order.points === 'back' ? 0 : -order.amount,
      ordered: order !== undefined,
      sentence: order?.sentence ?? sentenceOf(word, cards, program.pointsName),
      at: word.occurredAt.toISOString(),
    }
  }
}
