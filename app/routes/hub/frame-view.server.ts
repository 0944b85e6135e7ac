import type { Guest } from '#app/auth/guests.server.ts'
import type { RootView } from '#app/components/shell/root-view.ts'
import { balanceOf } from '#app/domain/ledger/queries.server.ts'
import { bellOf } from '#app/domain/notices/queries.server.ts'
import { roles } from '#app/domain/members/roles.ts'
import { liveMark } from '#app/routes/resources/live-mark.ts'
import { levelOf } from '#app/domain/standing/queries.server.ts'

/** What the frame shows to this guest: the program, and a member's balance and level. */
export async function frameView({ program, member, turn }: Guest): Promise<Omit<RootView, 'theme'>> {
  const shown = { name: program.name, pointsName: program.pointsName, timeZone: program.timeZone }
  const now = new Date().toISOString()
  if (!member) return { program: shown, member: null, now }
  const [balance, level, bell] = await Promise.all([balanceOf(program.id, member.id), levelOf(program.id, member.id), bellOf(program.id, member.id)])
  return {
    program: shown,
    member: {
      handle: member.handle,
      name: member.displayName,
      balance: balance.spendable,
      unread: bell.unread,
      level,
      role: roles.find((role) => member.roles.includes(role)) ?? null,
      locale: member.locale,
      timeZone: member.timeZone,
      state: member.state,
    },
    now,
    liveCursor: liveMark({ turn, notice: bell.newest }),
  }
}
