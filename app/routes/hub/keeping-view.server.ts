import type { SignedIn } from '#app/auth/guests.server.ts'
import type { FirstView } from '#app/components/hub/keeping-parts.tsx'
import { cardOf } from '#app/components/hub/kinds.ts'
import { sheetView } from '#app/components/hub/standing-view.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'
import { cardsOf, firstsSince, streaksOf } from '#app/domain/standing/queries.server.ts'

/** What a member's home says of streaks, stamp cards and first times. */
export async function keepingView(program: Program, member: SignedIn, cards: KindCards, now: Date) {
  const [streaks, sheets, firsts] = await Promise.all([
    streaksOf(program.id, member.id, member.timeZone, now),
    cardsOf(program.id, member.id, now),
    member.lastSeenAt ? firstsSince(program.id, member.id, member.lastSeenAt) : [],
  ])
  const best = [...streaks].sort((one, other) => other.now.length - one.now.length)[0]
  const sheet = sheets.find((line) => !line.done)
  return {
    streak: best
      ? { ...best, streak: { slug: best.streak.slug, title: best.streak.title, unit: best.streak.unit, freezesMost: best.streak.freezesMost } }
      : null,
    sheet: sheet ? sheetView(sheet, cards) : null,
    firsts: firsts.map((first): FirstView => ({ id: first.id, noun: cardOf(cards, first.kind).noun[0] })),
  }
}
