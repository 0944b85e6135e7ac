import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { addSecret } from '#app/domain/activities/commands.server.ts'
import { holdSource, validSecrets } from '#app/domain/activities/commands/editing.server.ts'
import { forgetSource, openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { addImport } from '#app/domain/imports/commands.server.ts'
import { guessForm, mostCharacters, readList } from '#app/domain/imports/imports.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/**
 * A manager uploads a list for a channel. It is kept as a draft with a guess at its columns; nothing counts yet. A channel that has no secret gets one: the
 * rows are signed with it.
 */
export function uploadList(
  adapter: Adapter,
  list: { title: string; slug: string; csv: string; type: string; partner: boolean },
  by: Actor,
): Promise<{ kind: 'uploaded'; id: number } | Refused<'not_found' | 'not_a_list' | 'too_long'>> {
  return orRefused(
    async () => {
      if (list.csv.length > mostCharacters) throw new Refusal('too_long', 'The list is larger than 8 MB. Divide it.')
      const { columns, fault } = readList(list.csv)
      if (fault) throw new Refusal('not_a_list', fault)
      const source = await openSource(by.program, list.slug, true)
      return inTransaction(by, async (scope) => {
        if (!source) throw new Refusal('not_found', 'The channel is closed or does not exist. Nothing was kept.')
        await holdSource(scope, source.id)
        const name = adapter.secrets[0] ?? ''
        if (!source.secrets[name]?.length && (await validSecrets(scope, source.id)).length === 0) {
          await addSecret(scope, { sourceId: source.id, name, value: adapter.newSecret(), othersEndAt: null })
          scope.afterCommit(() => forgetSource(scope.program, source.slug))
        }
        const form = { ...guessForm(columns, list.type), partner: list.partner }
        const id = await addImport(scope, { title: list.title.trim().slice(0, 120) || 'A list', sourceId: source.id, csv: list.csv, form })
        return { kind: 'uploaded' as const, id }
      })
    },
    'not_found',
    'not_a_list',
    'too_long',
  )
}
