import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { ruleSchema } from '#app/domain/rules/rules.ts'
import { addCard } from '#app/domain/standing/commands.server.ts'
import type { StampCard } from '#app/domain/standing/standing.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { saveRule } from './save-rule.server.ts'
import { switchRule } from './switch-rule.server.ts'

type NewCard = Omit<StampCard, 'id' | 'retired'>

/** A manager adds a stamp card, and with points the ordinary rule that pays them whenever it is full. */
export async function saveCard(card: NewCard, points: number, by: Actor): Promise<{ kind: 'saved' } | Refused<'taken'>> {
  const saved = await orRefused(
    () =>
      inTransaction(by, async (scope) => {
        await lockSettling(scope)
        if (!(await addCard(scope, card))) throw new Refusal('taken', 'There is a card with this title already. Choose another title.')
        await record(scope, { action: 'card.saved', objectKind: 'card', objectId: card.slug, after: card })
        return { kind: 'saved' as const }
      }),
    'taken',
  )
  if (saved.kind === 'saved' && points > 0) await payFor(card, points, by)
  return saved
}

async function payFor(card: NewCard, points: number, by: Actor): Promise<void> {
  const definition = ruleSchema.parse({
    title: `Card: ${card.title}`,
    about: 'Paid whenever this stamp card is full.',
    kinds: ['hub:card.filled'],
    condition: { all: [{ fact: 'card', op: 'is', value: card.slug }] },
    points,
  })
  const rule = await saveRule({ id: null, basedOn: null, definition }, by)
  if ('id' in rule) await switchRule({ id: rule.id, to: 'on' }, by)
}
