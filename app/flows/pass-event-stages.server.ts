import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { waitingForEvents } from '#app/domain/challenges/waiting.server.ts'
import { attendedAmong } from '#app/domain/events/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { completeStage } from './complete-stage.server.ts'

/** Passes the steps of challenges that wait for an event at which the member was, whichever came first: the step or the event. Answers how many were passed. */
export function passEventStages(program: Program, now = new Date()): Promise<number> {
  return inTransaction(
    { program: program.id, by: null },
    async (scope) => {
      const due = await dueIn(scope)
      if (due.length === 0) return 0
      await lockSettling(scope)
      let passed = 0
      for (const { participationId, stageId } of due) {
        const done = await completeStage(scope, program, { participationId, stageId, how: 'check_in' })
        passed += done.kind === 'passed' || done.kind === 'completed' ? 1 : 0
      }
      return passed
    },
    now,
  )
}

async function dueIn(scope: Scope) {
  const waiting = await waitingForEvents(scope)
  const there = await attendedAmong(scope, waiting)
  return waiting.filter((one) => there.has(`${one.eventId}/${one.memberId}`))
}
