import { inTransaction } from '#app/db/transaction.server.ts'
import { driftOnBoards } from '#app/domain/boards/queries/check.server.ts'
import { beginWalk, noteDrift, stepWalk } from '#app/domain/ledger/commands.server.ts'
import type { Finding } from '#app/domain/ledger/drift.ts'
import { bookKinds, driftInBooks } from '#app/domain/ledger/queries/check.server.ts'
import { openBlocks } from '#app/domain/ledger/queries/state.server.ts'
import { membersAfter } from '#app/domain/members/queries/manage.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { driftInStanding, standingKinds } from '#app/domain/standing/queries/check.server.ts'
import { awardKinds, driftInAwards } from '#app/domain/rules/queries/check.server.ts'
import { type Tampered, verifyLedger } from './verify-ledger.server.ts'

/** What a slice of the check looked at: members, blocks of the chain, and what it found in them. */
export type Checked = { members: number; blocks: number; found: number }

const noLimit = Number.MAX_SAFE_INTEGER

/**
 * Takes the next slice of the continuous check: some members' kept figures against the book and the judgements, and some blocks of the chain. What it finds
 * is kept with what was expected and where; what is gone is marked so. A walk that has ended begins anew when it began before `since`. Changes no figure.
 */
export async function checkLedger(program: Program, since: Date, size = 200, now = new Date()): Promise<Checked> {
  const members = await walkMembers(program, since, size, now)
  const blocks = await walkChain(program, since, Math.ceil(size / 20), now)
  return { members: members.count, blocks: blocks.count, found: members.found + blocks.found }
}

async function walkMembers(program: Program, since: Date, size: number, now: Date): Promise<{ count: number; found: number }> {
  const actor = { program: program.id, by: null }
  const after = await inTransaction(actor, (scope) => beginWalk(scope, 'drift', since), now)
  if (after === null) return { count: 0, found: 0 }
  const members = await membersAfter(program.id, after, size)
  const last = members.length < size ? null : (members.at(-1) ?? null)
  const [from, until] = [after + 1, last ?? noLimit]
  const findings: Finding[] = [
    ...(await driftInBooks(program.id, from, until)),
    ...(await driftInAwards(program.id, from, until)),
    ...(await driftInStanding(program.id, from, until)),
    ...(await driftOnBoards(program, from, until)),
  ]
  await inTransaction(
    actor,
    async (scope) => {
      await noteDrift(scope, { kinds: [...bookKinds, ...awardKinds, ...standingKinds, 'board'], from, until }, findings)
      await stepWalk(scope, 'drift', last)
    },
    now,
  )
  return { count: members.length, found: findings.length }
}

async function walkChain(program: Program, since: Date, size: number, now: Date): Promise<{ count: number; found: number }> {
  const actor = { program: program.id, by: null }
  const after = await inTransaction(actor, (scope) => beginWalk(scope, 'chain', since), now)
  if (after === null) return { count: 0, found: 0 }
  const { count, last, tampered } = await verifyLedger(program.id, after, size)
  const known = last === null ? await openBlocks(program.id) : []
  for (const id of known.filter((id) => !tampered.some((block) => block.id === id)))
    tampered.push(...(await verifyLedger(program.id, id - 1, 1)).tampered)
  const findings = tampered.map(findingOf)
  await inTransaction(
    actor,
    async (scope) => {
      // At the end of a walk every block still on the list has been looked at again; a fault belongs to no member.
      await noteDrift(scope, { kinds: last === null ? ['chain'] : [], from: null, until: null }, findings)
      await stepWalk(scope, 'chain', last)
    },
    now,
  )
  return { count, found: findings.length }
}

function findingOf(block: Tampered): Finding {
  const suspects = block.suspects.map(({ memberId, currency, seq, says }) => `Member ${memberId}, currency ${currency}, line ${seq ?? '?'}: ${says}`)
  const lines = block.turns.length > 0
  return {
    what: 'chain',
    place: `block ${block.id}, ${lines ? `turns ${block.turns.join(', ')}` : `turns ${block.fromTurn} to ${block.toTurn}`}`,
    memberId: null,
    expected: lines ? 'the lines that were sealed' : 'the block that was made',
    found: suspects.join(' ') || (lines ? 'other lines, which fit awards and balances' : 'the block itself was edited, or one before it is gone'),
  }
}
