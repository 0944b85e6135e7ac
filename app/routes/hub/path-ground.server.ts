import type { Guest, SignedIn } from '#app/auth/guests.server.ts'
import { doneChallenges } from '#app/domain/challenges/queries/done.server.ts'
import type { Ground } from '#app/domain/standing/paths.ts'
import { badgesOf, heldSlugs, levelOf, levelsOf, talliesOf } from '#app/domain/standing/queries.server.ts'

/** What paths look at for this member, with the names of badges and levels. */
export async function pathGround({ program }: Pick<Guest, 'program'>, member: Pick<SignedIn, 'id'>) {
  const [tallies, held, level, badges, levels, done] = await Promise.all([
    talliesOf(program.id, member.id),
    heldSlugs(program.id, member.id),
    levelOf(program.id, member.id),
    badgesOf(program.id),
    levelsOf(program.id),
    doneChallenges(program.id, [member.id]),
  ])
  const ground: Ground = { tallies, held, level: level?.rank ?? 0, done: done.get(member.id) ?? new Set() }
  return { ground, badges, levels }
}
