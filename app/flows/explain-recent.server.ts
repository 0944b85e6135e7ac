import type { Adapter, KindCard } from '#app/contract/adapter.ts'
import type { Reply } from '#app/contract/line.ts'
import { hubKinds } from '#app/domain/activities/hub-kinds.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { explanationInWords } from '#app/domain/rules/explanation.ts'
import { type Word, wordsOf } from '#app/domain/rules/queries/words.server.ts'
import { labelsOf } from '#app/domain/rules/sentence.ts'
import { hubAddress } from '#app/foundation/env.ts'

const lines = 6

/** Says why a member's last contributions counted, were capped or gave nothing, newest first, each with the way to the whole chain. */
export async function explainRecent(program: Program, person: number, adapters: readonly Pick<Adapter, 'id' | 'kinds'>[]): Promise<Reply> {
  const { words } = await wordsOf(program.id, person, { states: null, source: null }, null, lines)
  if (words.length === 0) return { words: `Nothing of yours has arrived yet. What earns ${program.pointsName} stands here: ${hubAddress('/earn')}` }
  const cards = new Map<string, KindCard>(Object.entries(hubKinds))
  for (const { id, kinds } of adapters) for (const [kind, card] of Object.entries(kinds)) cards.set(`${id}:${kind}`, card)
  const said = words.map((word) => sayWord(word, Object.fromEntries(cards), program.pointsName))
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
