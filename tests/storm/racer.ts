// One of several processes that try the same single-use thing at the same moment. Waits for its order, makes ready, and tries on the word.
import { inTransaction } from '#app/db/transaction.server.ts'
import { openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programById, programKey } from '#app/domain/programs/queries.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { mergeMembers } from '#app/flows/merge-members.server.ts'
import { message, send } from '#tests/support/hub.ts'

/** What is tried, how often at once, and on whom. */
export type RaceOrder = { what: 'delivery' | 'correction' | 'reversal' | 'merge'; attempts: number; member: number; other: number; manager: number }

async function theProgram(): Promise<Program> {
  const program = await programById(1)
  if (!program) throw new Error('There is no program.')
  return program
}

const tries: Record<RaceOrder['what'], (order: RaceOrder) => Promise<string>> = {
  delivery: async () => (await send(message({ id: 'raced', time: '2026-03-02T10:00:00Z' }), { deliveryId: 'raced' })).kind,
  correction: async ({ member, manager }) => {
    const program = await theProgram()
    const order = { key: '5f0c6d0e-2f5e-4a0e-9b1f-1f2e3d4c5b6a', memberId: member, amount: 25, reason: 'Thanks for the talk.' }
    return (await correctPoints(order, { program: 1, by: manager }, program)).kind
  },
  merge: async ({ member, other, manager }) => {
    const by = { program: 1, by: manager, roles: ['manager' as const] }
    return (await mergeMembers(by, { memberId: other, intoId: member, reason: 'One person, two accounts.' }, await theProgram())).kind
  },
  reversal: ({ member }) =>
    inTransaction({ program: 1, by: null }, async (scope) => {
      const line = { kind: 'reversal', memberId: member, currency: 1, amount: 25, from: 'member', to: 'issued' } as const
      await post(scope, await takeTurn(scope), [{ ...line, activityId: null, rule: null, reverses: 1, effectiveAt: scope.now }])
      return 'reversed'
    }).catch((error: Error & { kind?: string }) => error.kind ?? error.message),
}

let order: RaceOrder | undefined
process.on('message', (said: RaceOrder | 'go') => {
  if (said === 'go') {
    const at = order
    if (at) void Promise.all(Array.from({ length: at.attempts }, () => tries[at.what](at))).then((answers) => process.send?.(answers))
    return
  }
  order = said
  void Promise.all([openSource(1, 'generic'), programKey(1)]).then(() => process.send?.('ready'))
})
process.once('disconnect', () => process.exit(0))
process.send?.('up')
