import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { instantIn, slugFrom } from '#app/domain/boards/seasons.ts'
import { writeContest } from '#app/domain/contests/commands.server.ts'
import type { ContestForm } from '#app/domain/contests/contests.ts'
import { awardable } from '#app/domain/members/settling.server.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import { isTimeZone } from '#app/foundation/calendar.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager writes a contest (`id` null: a new one, as a draft) or changes it until the first vote is in. */
export function saveContest(
  id: number | null,
  form: ContestForm,
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'saved'; slug: string } | Refused<'backwards' | 'not_found' | 'voted' | 'unknown' | 'no_zone'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const { jurors, ...words } = form
          if (!isTimeZone(form.timeZone)) throw new Refusal('no_zone', `There is no time zone “${form.timeZone}”. Nothing was changed.`)
          const at = (local: string): Date => instantIn(form.timeZone, local) ?? scope.now
          const handles = jurors.split(/[\s,]+/).flatMap((name) => (name ? [name.replace(/^@/, '').toLowerCase()] : []))
          const people = handles.length > 0 ? await awardable(scope, [], handles) : []
          const missing = handles.find((handle) => !people.some((person) => person.handle === handle))
          if (missing) throw new Refusal('unknown', `There is no active member @${missing} for the jury. Nothing was changed.`)
          if (form.way === 'jury' && people.length === 0) throw new Refusal('unknown', 'Name at least one juror by handle. Nothing was changed.')
          const badges = new Set((await definitionsIn(scope)).badges.filter((badge) => badge.kinds.length === 0).map((badge) => badge.slug))
          const lost = form.prizes.find((prize) => prize.badge !== null && !badges.has(prize.badge))
          if (lost) throw new Refusal('unknown', `There is no badge “${lost.badge}” that is given by hand. Nothing was changed.`)
          const windows = {
            entriesFrom: at(form.entriesFrom),
            entriesUntil: at(form.entriesUntil),
            votesFrom: at(form.votesFrom),
            votesUntil: at(form.votesUntil),
          }
          const written = await writeContest(scope, id, slugFrom(form.title), { ...words, ...windows, jurors: people.map((person) => person.id) })
          await record(scope, {
            action: id === null ? 'contest.written' : 'contest.changed',
            objectKind: 'contest',
            objectId: written.id,
            after: form,
          })
          return { kind: 'saved' as const, slug: written.slug }
        },
        now,
      ),
    'backwards',
    'not_found',
    'voted',
    'unknown',
    'no_zone',
  )
}
