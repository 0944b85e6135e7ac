import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { instantIn } from '#app/domain/boards/seasons.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { switchSurprise, writeSurprise } from '#app/domain/surprises/commands.server.ts'
import type { SurpriseForm } from '#app/domain/surprises/surprises.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A surprise to plan, or one to switch on or off. */
export type SurpriseChange = { form: SurpriseForm } | { id: number; to: 'on' | 'off' }

/** A manager plans a surprise and switches it on, or off again. Its terms stay as they were written; another one is another surprise. */
export function saveSurprise(
  change: SurpriseChange,
  by: Actor,
  program: Program,
  now = new Date(),
): Promise<{ kind: 'saved' } | Refused<'not_found' | 'backwards'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          if ('to' in change) {
            await switchSurprise(scope, change.id, change.to)
            await record(scope, { action: `surprise.switched_${change.to}`, objectKind: 'surprise', objectId: change.id })
            return { kind: 'saved' as const }
          }
          const { firstAt: local, ...form } = change.form
          const firstAt = instantIn(program.timeZone, local) ?? scope.now
          if (firstAt <= scope.now) throw new Refusal('backwards', 'Choose a moment that lies ahead. Nothing was saved.')
          const id = await writeSurprise(scope, { ...form, kinds: form.kinds.includes('*') ? [] : form.kinds }, firstAt)
          await record(scope, { action: 'surprise.planned', objectKind: 'surprise', objectId: id, after: change.form })
          return { kind: 'saved' as const }
        },
        now,
      ),
    'not_found',
    'backwards',
  )
}
