import type { Reply } from '#app/contract/line.ts'
import { audiencesWith } from '#app/domain/boards/queries/audience.server.ts'
import { opennessOf, worthOf } from '#app/domain/challenges/challenges.ts'
import { publishedChallenges, roundsOf } from '#app/domain/challenges/queries/taking-part.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { hubAddress } from '#app/foundation/env.ts'

const most = 5

/** Names what a member could do now: open challenges that are meant for them and that they have not begun, with what each brings. */
export async function listOpenChallenges(program: Program, person: number, now: Date): Promise<Reply> {
  const [all, rounds] = await Promise.all([publishedChallenges(program.id), roundsOf(program.id, person)])
  const begun = new Set(rounds.map((round) => round.challengeId))
  const open = all.filter((one) => opennessOf(one, now) === 'open' && !begun.has(one.id))
  const meant = await audiencesWith(
    program.id,
    person,
    open.map((one) => one.audience),
    now,
  )
  const mine = open.filter((_, n) => meant[n] === true)
  if (mine.length === 0) return { words: `No new challenge is open for you just now. ${hubAddress('/challenges')}` }
  const said = mine.slice(0, most).map((one) => {
    const { min, max } = worthOf(one)
    const worth =
      max === 0 ? '' : ` · ${(min === max ? [max] : [min, max]).map((value) => value.toLocaleString('en-US')).join('–')} ${program.pointsName}`
    return `• **${one.title}**${worth} · about ${one.minutes} min\n  <${hubAddress(`/challenges/${one.slug}`)}>`
  })
  const more = mine.length > most ? [`And ${mine.length - most} more: ${hubAddress('/challenges')}`] : []
  return { words: [...said, ...more].join('\n') }
}
