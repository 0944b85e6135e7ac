import type { Adapter } from '#app/contract/adapter.ts'
import type { Question, Reply } from '#app/contract/line.ts'
import { boardAt, exactPlacesOf } from '#app/domain/boards/queries.server.ts'
import { balanceOf } from '#app/domain/ledger/queries.server.ts'
import { contactOf, memberByIdentity } from '#app/domain/members/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { progressOf } from '#app/domain/standing/levels.ts'
import { heldSlugs, levelsOf } from '#app/domain/standing/queries.server.ts'
import { explainRecent } from './explain-recent.server.ts'
import { hubAddress } from '#app/foundation/env.ts'
import { linkByCode } from './link-by-code.server.ts'
import { listOpenChallenges } from './list-open-challenges.server.ts'
import { offerLink } from './offer-link.server.ts'

/** Answers a question that somebody asked on a platform, in words for them alone. Whose account it is must have been proved before; `link` proves it. */
export async function answerCommand(
  programId: number,
  sourceId: number,
  { about, asker, code }: Question,
  adapters: readonly Pick<Adapter, 'id' | 'kinds'>[],
  now = new Date(),
): Promise<Reply> {
  const program = await programById(programId)
  if (!program) throw new Error('There is no such program.')
  const known = await memberByIdentity(program.id, sourceId, asker.id)
  const member = known && (await contactOf(program.id, known.person))
  if (about === 'link') {
    if (member) return { words: `This account is linked to **${member.displayName}** on ${program.name}. There is nothing left to do.` }
    const account = { sourceId, foreignId: asker.id, handle: asker.handle }
    return code === undefined ? offerLink(program, account, now) : takeCode(program, account, code)
  }
  if (!member) {
    return { words: `I do not know yet who you are on ${program.name}. Say \`/link\` once; what you did here before then counts for you, too.` }
  }
  switch (about) {
    case 'points':
      return sayPoints(program, member.person)
    case 'rank':
      return sayRank(program, member.person, now)
    case 'challenges':
      return listOpenChallenges(program, member.person, now)
    case 'why':
      return explainRecent(program, member.person, sourceId, adapters)
  }
}

async function takeCode(program: Program, account: { sourceId: number; foreignId: string; handle: string }, code: string): Promise<Reply> {
  const done = await linkByCode(program.id, account, code)
  if (done.kind !== 'linked') return { words: done.message }
  const waited =
    done.waited === 0
      ? ''
      : ` ${done.waited === 1 ? 'One thing you did here before counts' : `${done.waited} things you did here before count`} for you now.`
  return { words: `Linked to **${done.name}**. What you do here counts from now on.${waited}` }
}

const number = (value: number): string => value.toLocaleString('en-US')

async function sayPoints(program: Program, person: number): Promise<Reply> {
  const [balance, levels, held] = await Promise.all([balanceOf(program.id, person), levelsOf(program.id), heldSlugs(program.id, person)])
  const { current, next, missing } = progressOf(levels, balance.lifetime, held)
  const lines = [`You have **${number(balance.lifetime)} ${program.pointsName}**${current ? `, and your level is **${current.title}**` : ''}.`]
  if (balance.spendable !== balance.lifetime) lines.push(`${number(Math.max(0, balance.spendable))} of them can be spent.`)
  if (next)
    lines.push(missing > 0 ? `${number(missing)} more to **${next.title}**.` : `For **${next.title}** you need badges: ${hubAddress('/levels')}`)
  return { words: lines.join('\n') }
}

async function sayRank(program: Program, person: number, now: Date): Promise<Reply> {
  const periods = [
    { name: 'This week', board: boardAt(program, 'week', now) },
    { name: 'This month', board: boardAt(program, 'month', now) },
    { name: 'Of all time', board: boardAt(program, 'all', now) },
  ]
  const places = await Promise.all(periods.map(async ({ name, board }) => ({ name, mine: (await exactPlacesOf(board, [person]))[0] })))
  const lines = places.map(({ name, mine }) =>
    mine
      ? `${name} you are **number ${number(mine.place)}** with ${number(mine.points)} ${program.pointsName}${mine.listed ? '' : ' (you chose not to stand on boards; only you see this)'}.`
      : `${name} you have no ${program.pointsName} yet.`,
  )
  return { words: [...lines, hubAddress('/board')].join('\n') }
}
