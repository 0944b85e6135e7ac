import type { Scope } from '#app/db/transaction.server.ts'
import { spansIn } from '#app/domain/standing/settling.server.ts'
import type { Gain, Loss, StreakCard } from '#app/domain/standing/standing.ts'
import { excusedDays, isMilestone, nextRun, type Run, unitOf, type ZoneSpan } from '#app/domain/standing/streaks.ts'
import type { Causes, Moved } from './badges.server.ts'
import type { CountedRow } from './deeds.server.ts'

/** The hub's own happenings keep no streak. */
const hubSource = 0

type Row = Run & { memberId: number; streakId: number; deeds: number }
type Touched = { streak: StreakCard; memberId: number; units: Map<number, number> }

/** Brings streaks in line with deeds that began or ceased to count: from the earliest day touched on, never from the beginning. */
export async function updateStreaks(
  scope: Scope,
  streaks: readonly StreakCard[],
  rows: readonly CountedRow[],
  causes: Causes,
  telling: 'on' | 'anew' = 'on',
): Promise<Moved> {
  const touched = touchedBy(streaks, rows)
  if (touched.length === 0) return { gains: [], losses: [] }
  const known = await unitsFrom(scope, touched)
  const moved = touched.filter((one) => changesRun(one, known.get(key(one)) ?? []))
  const spans = moved.some((one) => one.streak.unit === 'day')
    ? await spansIn(scope, [...new Set(moved.map((one) => one.memberId))])
    : new Map<number, ZoneSpan[]>()
  const folds = touched.map((one) => foldOf(one, known.get(key(one)) ?? [], spans.get(one.memberId) ?? []))
  await writeUnits(
    scope,
    folds.flatMap(({ old, rows }) => without(rows, old)),
    folds.flatMap(gone),
  )
  return tell(scope, folds.flatMap(milestonesOf), causes, telling)
}

/** The rows that are not among the old ones as they are. */
function without(rows: readonly Row[], old: readonly Row[]): Row[] {
  const before = new Map(old.map((row) => [row.unit, row]))
  return rows.filter((row) => !same(row, before.get(row.unit)))
}

function gone({ old, rows }: Fold): Row[] {
  const units = new Set(rows.map((row) => row.unit))
  return old.filter((was) => !units.has(was.unit))
}

type Fold = { of: Touched; old: Row[]; rows: Row[] }

function foldOf(of: Touched, before: readonly Row[], spans: readonly ZoneSpan[]): Fold {
  const first = Math.min(...of.units.keys())
  const old = before.filter((row) => row.unit >= first)
  // One more deed on a day that has some moves nothing but that day's count.
  if (!changesRun(of, before)) return { of, old, rows: old.map((row) => ({ ...row, deeds: row.deeds + (of.units.get(row.unit) ?? 0) })) }
  const excused = of.streak.unit === 'day' ? excusedDays(spans) : new Set<number>()
  return { of, old, rows: folded(of, before.find((row) => row.unit < first) ?? null, old, excused) }
}

/** How often each length that is told was reached more (or less) than before. */
function milestonesOf({ of, old, rows }: Fold): Milestone[] {
  const lengths = new Map<number, number>()
  for (const row of old) if (isMilestone(row.length)) lengths.set(row.length, (lengths.get(row.length) ?? 0) - 1)
  for (const row of rows) if (isMilestone(row.length)) lengths.set(row.length, (lengths.get(row.length) ?? 0) + 1)
  return [...lengths].filter(([, by]) => by !== 0).map(([length, by]) => ({ of, length, by }))
}

const key = (one: { memberId: number; streak: StreakCard }): string => `${one.memberId}/${one.streak.id}`

function touchedBy(streaks: readonly StreakCard[], rows: readonly CountedRow[]): Touched[] {
  const touched = new Map<string, Touched>()
  for (const streak of streaks) {
    for (const row of rows) {
      if (row.sourceId === hubSource || (streak.kinds.length > 0 && !streak.kinds.includes(row.kind))) continue
      const one = touched.get(`${row.memberId}/${streak.id}`) ?? { streak, memberId: row.memberId, units: new Map<number, number>() }
      const unit = unitOf(streak, row.day)
      one.units.set(unit, (one.units.get(unit) ?? 0) + row.by)
      touched.set(key(one), one)
    }
  }
  return [...touched.values()]
}

/** True unless all that changes is how many deeds a day had that has some before and after. */
function changesRun(one: Touched, before: readonly Row[]): boolean {
  for (const [unit, by] of one.units) {
    const deeds = before.find((row) => row.unit === unit)?.deeds ?? 0
    if (deeds === 0 || deeds + by <= 0) return true
  }
  return false
}

/** Of each touched streak the last unit before, and every unit from the first touched one on. */
async function unitsFrom(scope: Scope, touched: readonly Touched[]): Promise<Map<string, Row[]>> {
  const names = `member_id AS "memberId", streak_id AS "streakId", unit, deeds, length, freezes, kept`
  const rows = await scope.sql<Row>(
    `SELECT u.* FROM unnest($2::bigint[], $3::int[], $4::int[]) AS n(member_id, streak_id, first)
     CROSS JOIN LATERAL (
       (SELECT ${names} FROM streak_unit s WHERE s.program_id = $1 AND s.member_id = n.member_id AND s.streak_id = n.streak_id AND s.unit < n.first
        ORDER BY s.unit DESC LIMIT 1)
       UNION ALL
       (SELECT ${names} FROM streak_unit s WHERE s.program_id = $1 AND s.member_id = n.member_id AND s.streak_id = n.streak_id AND s.unit >= n.first)) AS u
     ORDER BY u."memberId", u."streakId", u.unit`,
    [scope.program, touched.map((one) => one.memberId), touched.map((one) => one.streak.id), touched.map((one) => Math.min(...one.units.keys()))],
  )
  const known = new Map<string, Row[]>()
  for (const row of rows) {
    const name = `${row.memberId}/${row.streakId}`
    const list = known.get(name)
    if (list) list.push(row)
    else known.set(name, [row])
  }
  return known
}

function folded(one: Touched, before: Row | null, old: readonly Row[], excused: ReadonlySet<number>): Row[] {
  const deeds = new Map(old.map((row) => [row.unit, row.deeds]))
  for (const [unit, by] of one.units) deeds.set(unit, (deeds.get(unit) ?? 0) + by)
  let run: Run | null = before
  const rows: Row[] = []
  for (const unit of [...deeds.keys()].sort((a, b) => a - b)) {
    const count = deeds.get(unit) ?? 0
    if (count <= 0) continue
    run = nextRun(run, unit, one.streak, excused)
    rows.push({ ...run, memberId: one.memberId, streakId: one.streak.id, deeds: count })
  }
  return rows
}

function same(one: Row, other: Row | undefined): boolean {
  return other !== undefined && one.deeds === other.deeds && one.length === other.length && one.freezes === other.freezes && one.kept === other.kept
}

async function writeUnits(scope: Scope, kept: readonly Row[], lost: readonly Row[]): Promise<void> {
  const column = (rows: readonly Row[], name: keyof Row): number[] => rows.map((row) => row[name])
  if (lost.length > 0) {
    await scope.sql(
      `DELETE FROM streak_unit s USING unnest($2::bigint[], $3::int[], $4::int[]) AS n(member_id, streak_id, unit)
       WHERE s.program_id = $1 AND s.member_id = n.member_id AND s.streak_id = n.streak_id AND s.unit = n.unit`,
      [scope.program, column(lost, 'memberId'), column(lost, 'streakId'), column(lost, 'unit')],
    )
  }
  if (kept.length === 0) return
  await scope.sql(
    `INSERT INTO streak_unit (program_id, member_id, streak_id, unit, deeds, length, freezes, kept)
     SELECT $1::smallint, * FROM unnest($2::bigint[], $3::int[], $4::int[], $5::int[], $6::int[], $7::smallint[], $8::smallint[]) ORDER BY 2, 3, 4
     ON CONFLICT (program_id, member_id, streak_id, unit)
     DO UPDATE SET deeds = excluded.deeds, length = excluded.length, freezes = excluded.freezes, kept = excluded.kept`,
    [scope.program, ...(['memberId', 'streakId', 'unit', 'deeds', 'length', 'freezes', 'kept'] as const).map((name) => column(kept, name))],
  )
}

type Milestone = { of: Touched; length: number; by: number }

/** The how-manieth time a length was reached names it; what is lost is always the last one. */
async function tell(scope: Scope, milestones: readonly Milestone[], causes: Causes, telling: 'on' | 'anew'): Promise<Moved> {
  if (milestones.length === 0) return { gains: [], losses: [] }
  const rows = telling === 'anew' ? [] : await toldOf(scope, milestones)
  const gains: Gain[] = []
  const losses: Loss[] = []
  for (const { of, length, by } of milestones) {
    const stem = `streak:${of.streak.slug}:${length}:`
    const told = rows.filter((row) => row.memberId === of.memberId && row.what.startsWith(stem)).length
    for (let nth = told + by + 1; nth <= told; nth += 1) if (nth > 0) losses.push({ memberId: of.memberId, what: `${stem}${nth}` })
    for (let nth = told + 1; nth <= told + by; nth += 1) gains.push(gain(of, length, `${stem}${nth}`, causes))
  }
  return { gains, losses }
}

async function toldOf(scope: Scope, milestones: readonly Milestone[]): Promise<Loss[]> {
  return scope.sql<Loss>(
    `SELECT member_id AS "memberId", what FROM standing_event WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND what >= 'streak:' AND what < 'streak;'`,
    [scope.program, milestones.map((milestone) => milestone.of.memberId)],
  )
}

function gain({ streak, memberId }: Touched, length: number, what: string, causes: Causes): Gain {
  const title = `${streak.title}: ${length} ${streak.unit}s in a row`
  const facts = { streak: streak.slug, length }
  return { memberId, what, kind: 'streak.kept', title, url: '/badges', facts, activityId: causes.get(memberId)?.activityId ?? 0 }
}
