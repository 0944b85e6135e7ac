import { randomInt } from 'node:crypto'
import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { handleFrom, type ProfileChange } from '#app/domain/members/members.ts'

export type NewMember = { handleFrom: string; displayName: string; email: string | null; timeZone: string; locale?: string }

const insert = `
INSERT INTO member (program_id, handle, display_name, email, time_zone, locale, joined_at)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`

/** Adds a member with the first free handle like the given name. Refuses `email_taken`. */
export async function addMember(scope: Scope, member: NewMember): Promise<{ id: number; handle: string }> {
  const wanted = handleFrom(member.handleFrom)
  for (let round = 1; round <= 40; round += 1) {
    const handle = round === 1 ? wanted : `${wanted}-${round <= 20 ? round : randomInt(1_000, 1_000_000)}`
    const [row] = await scope.sql<{ id: number }>(insert, [
      scope.program,
      handle,
      member.displayName,
      member.email,
      member.timeZone,
      member.locale ?? 'en',
      scope.now,
    ])
    if (row) return { id: row.id, handle }
    const [taken] = await scope.sql('SELECT 1 AS one FROM member WHERE program_id = $1 AND email = $2', [scope.program, member.email])
    if (taken) throw new Refusal('email_taken', 'There is an account with this e-mail address already.')
  }
  throw new Error('No free handle was found in forty rounds.')
}

const uniqueViolation = '23505'

const change = `
UPDATE member SET display_name = coalesce($3, display_name), handle = coalesce($4, handle), bio = coalesce($5, bio), time_zone = coalesce($6, time_zone),
  theme = coalesce($7, theme), profile = coalesce($8, profile), on_boards = coalesce($9, on_boards), hidden = coalesce($10, hidden)
WHERE program_id = $1 AND id = $2 AND state <> 'erased' RETURNING state = 'active' AND on_boards AND merged_into IS NULL AS listed`

/** Changes what a member may say about themselves; what is left out stays. Answers whether they stand on boards now. Refuses `handle_taken`. */
export async function changeMember(scope: Scope, member: number, to: ProfileChange): Promise<{ listed: boolean }> {
  const values = [to.displayName, to.handle, to.bio, to.timeZone, to.theme, to.profile, to.onBoards, to.hidden].map((value) => value ?? null)
  try {
    const [row] = await scope.sql<{ listed: boolean }>(change, [scope.program, member, ...values])
    return { listed: row?.listed === true }
  } catch (error) {
    if ((error as { code?: string }).code !== uniqueViolation) throw error
    throw new Refusal('handle_taken', `The handle “${to.handle}” belongs to somebody else. Choose another.`)
  }
}
