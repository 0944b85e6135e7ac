import type { Adapter, KindCard } from '#app/contract/adapter.ts'
import type { Reply } from '#app/contract/line.ts'
import { hubKinds } from '#app/domain/activities/hub-kinds.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { explanationInWords } from '#app/domain/rules/explanation.ts'
import { type Word, wordsOf } from '#app/domain/rules/queries/words.server.ts'
import { labelsOf } from '#app/domain/rules/sentence.ts'
import { hubAddress } from '#app/foundation/env.ts'

/** How many are said: of the channel where somebody asks, and of everywhere else. */
const most = { here: 4, elsewhere: 3, alone: 6 }

/**
 * Says why a member's last contributions counted, were capped or gave nothing: first those in the channel where they ask, then the others, newest first, each
 * with the way to the whole chain.
 */
export async function explainRecent(
  program: Program,
  person: number,
  sourceId: number,
  adapters: readonly Pick<Adapter, 'id' | 'kinds'>[],
): Promise<Reply> {
  const [{ words: here }, { words: all }] = await Promise.all([
    wordsOf(program.id, person, { states: null, source: sourceId }, null, most.here),
    wordsOf(program.id, person, { states: null, source: null }, null, most.alone),
  ])
  if (all.length === 0) return { words: `Nothing of yours has arrived yet. What earns ${program.pointsName} stands here: ${hubAddress('/earn')}` }
  const cards = new Map<string, KindCard>(Object.entries(hubKinds))
  for (const { id, kinds } of adapters) for (const [kind, card] of Object.entries(kinds)) cards.set(`${id}:${kind}`, card)
  const say = (words: readonly Word[]): string[] => words.map((word) => sayWord(word, Object.fromEntries(cards), program.pointsName))
  const elsewhere = all.filter((word) => word.sourceId !== sourceId)
  const said =
    here.length === 0
      ? say(all)
      : [
          `**${here[0]?.channel?.title ?? 'Here'}**`,
          ...say(here),
          ...(elsewhere.length > 0 ? ['**Elsewhere**', ...say(elsewhere.slice(0, most.elsewhere))] : []),
        ]
  return { words: [...said, `All of it: ${hubAddress('/activity')}`].join('\n') }
}

const signs: Partial<Record<Word['status'], string>> = { counted: '✅', pending: '⏳', reversed: '↩️', undone: '↩️' }

function sayWord(word: Word, cards: Readonly<Record<string, KindCard>>, pointsName: string): string {
  const what = word.title || (cards[word.kind]?.did ?? 'A contribution')
  const amount =
    word.points !== 0 || (word.status === 'counted' && word.kind !== 'hub:reward.ordered')
      ? ` **${word.points > 0 ? '+' : ''}${word.points.toLocaleString('en-US')} ${pointsName}**`
      : ''
  const { correction } = word.explanation
  const why = correction ? correction.reason : explanationInWords(word.explanation, word.points, labelsOf([word.kind], cards))
  return `${signs[word.status] ?? '▫️'} ${what} · <t:${Math.floor(word.occurredAt.getTime() / 1_000)}:R>${amount}\n  ${why} <${hubAddress(`/activity/${word.activityId}`)}>`
}
