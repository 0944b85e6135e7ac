import type { Scope } from '#app/db/transaction.server.ts'
import type { LookBackMode } from '#app/domain/rules/look-back.ts'
import { awardsNamed, versionsIn } from '#app/domain/rules/queries/settling.server.ts'
import { applyLookBack } from './apply-look-back.server.ts'
import { vest } from './vest-awards.server.ts'

/** Part of a replay: lets vest what vested in a turn. */
export async function repeatVesting(scope: Scope, timeZone: string, turn: number, input: unknown): Promise<void> {
  const { awards } = input as { awards: [rule: number, subject: string, part: number][] }
  await vest(
    scope,
    turn,
    timeZone,
    await awardsNamed(
      scope,
      awards.map(([ruleId, subject, part]) => ({ ruleId, subject, part })),
    ),
  )
}

type ToldLookBack = { rule: number; version: number; from: string | null; until: string | null; sources: number[] | null; mode: LookBackMode }

/** Part of a replay: lets a rule look back again over what had been settled by that turn. */
export async function repeatLookBack(scope: Scope, timeZone: string, turn: number, input: unknown): Promise<void> {
  const { rule: id, version, from, until, sources, mode } = input as ToldLookBack
  const definition = (await versionsIn(scope, [{ id, version }])).get(`${id}/${version}`)
  if (!definition) throw new Error(`Rule ${id} has no version ${version}.`)
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text))
  await applyLookBack(scope, turn, timeZone, { rule: { id, version, definition }, from: instant(from), until: instant(until), sources, mode })
}
