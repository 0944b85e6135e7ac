import { sqlAlone } from '#app/db/transaction.server.ts'
import { type CardState, emptyCard, isDone } from '#app/domain/standing/cards.ts'
import type { StampCard, StreakCard } from '#app/domain/standing/standing.ts'
import type { CardLine, StreakLine } from '#app/domain/standing/views.ts'
import { excusedDays, localDay, type Run, streakAt, unitOf, type ZoneSpan } from '#app/domain/standing/streaks.ts'

const shown = 14

/** The streaks of a member, in the member's own days. */
export async function streaksOf(program: number, memberId: number, timeZone: string, at: Date): Promise<StreakLine[]> {
  const [streaks, spans] = await Promise.all([
    sqlAlone<StreakCard & { longest: number; units: Run[] | null }>(
      `SELECT s.id, s.slug, s.title, s.unit, s.kinds, s.freeze_every AS "freezeEvery", s.freezes_most AS "freezesMost", s.retired,
         (SELECT coalesce(max(u.length), 0) FROM streak_unit u WHERE u.program_id = $1 AND u.member_id = $2 AND u.streak_id = s.id) AS longest,
         (SELECT json_agg(json_build_object('unit', u.unit, 'length', u.length, 'freezes', u.freezes, 'kept', u.kept))
          FROM (SELECT * FROM streak_unit u WHERE u.program_id = $1 AND u.member_id = $2 AND u.streak_id = s.id ORDER BY u.unit DESC LIMIT ${shown}) AS u) AS units
       FROM streak s WHERE s.program_id = $1 AND NOT s.retired ORDER BY s.id`,
      [program, memberId],
    ),
    sqlAlone<ZoneSpan>('SELECT since, zone FROM zone_span WHERE program_id = $1 AND member_id = $2 ORDER BY since', [program, memberId]),
  ])
  const today = localDay(at, timeZone)
  const excused = excusedDays(spans)
  return streaks.map(({ longest, units, ...streak }) => {
    const present = unitOf(streak, today)
    const runs = units ?? []
    const last = runs.reduce<Run | null>((latest, run) => (latest && latest.unit > run.unit ? latest : run), null)
    const now = streakAt(last, present, streak.unit === 'day' ? excused : new Set())
    const lately = Array.from({ length: shown }, (_, index) => runs.some((run) => run.unit === present - shown + 1 + index))
    const nextFreezeIn = streak.freezeEvery > 0 && now.freezes < streak.freezesMost ? streak.freezeEvery - now.kept : null
    return { streak, now, longest, lately, nextFreezeIn }
  })
}

/** The stamp cards of a member, those nearest to full first. */
export async function cardsOf(program: number, memberId: number, at: Date): Promise<CardLine[]> {
  const rows = await sqlAlone<StampCard & Partial<CardState> & { lastAt: Date | null }>(
    `SELECT c.id, c.slug, c.title, c.story, c.kinds, c.places, c.repeating, c.offer_hours AS "offerHours", c.starts_at AS "startsAt", c.retired,
       l.fills, l.place, l.offered, l.offer_until AS "offerUntil", l.at AS "lastAt"
     FROM card c LEFT JOIN LATERAL (SELECT * FROM stamp s WHERE s.program_id = $1 AND s.member_id = $2 AND s.card_id = c.id
       ORDER BY s.at DESC, s.activity_id DESC, s.origin DESC LIMIT 1) AS l ON true
     WHERE c.program_id = $1 AND NOT c.retired ORDER BY c.id`,
    [program, memberId],
  )
  const lines = rows.map(({ fills, place, offered, offerUntil, lastAt, ...card }) => {
    const state: CardState =
      fills === undefined || fills === null ? emptyCard : { fills, place: place ?? 0, offered: offered ?? false, offerUntil: offerUntil ?? null }
    return { card, state, done: isDone(card, state), offerUntil: state.offerUntil && state.offerUntil > at ? state.offerUntil : null, lastAt }
  })
  const near = (line: CardLine): number => (line.done ? -1 : line.state.place / line.card.places)
  return lines.sort((one, other) => near(other) - near(one))
}
