import { DateTime } from 'luxon'
import type { Beside } from '#app/components/manage/rule-beside.tsx'
import type { TrialRow, TrialView } from '#app/components/manage/rule-trial.tsx'
import type { Program } from '#app/domain/programs/programs.ts'
import { type FactLabels, reasonInWords } from '#app/domain/rules/explanation.ts'
import { mostADay, mostOfAll } from '#app/domain/rules/most-a-day.ts'
import { channelsOf, liveRules } from '#app/domain/rules/queries/earn.server.ts'
import type { Rehearsed } from '#app/domain/rules/rehearsal.ts'
import type { RuleDefinition } from '#app/domain/rules/rules.ts'
import { labelsOf, ruleInWords } from '#app/domain/rules/sentence.ts'
import { type Tried, type Trial, tryRule } from '#app/flows/try-rule.server.ts'
import { ruleCards } from './rule-view.server.ts'

const lookedAtMost = 10_000
const gainsAPage = 10
const examples = 5

type Asked = TrialView['asked']

function askedIn(query: URLSearchParams): Asked {
  const days = query.get('try.days') ?? ''
  return {
    days: ['30', '90', 'all', 'dates'].includes(days) ? days : '90',
    from: query.get('try.from') ?? '',
    until: query.get('try.until') ?? '',
    channel: query.get('try.channel') ?? '',
  }
}

/** The part of the past that is asked for: whole days of the program's zone. */
function trialOf(asked: Asked, timeZone: string): Trial {
  const day = (text: string, plus: number): Date | null => {
    const at = DateTime.fromISO(text, { zone: timeZone })
    return at.isValid ? at.startOf('day').plus({ days: plus }).toJSDate() : null
  }
  const sources = /^\d{1,4}$/.test(asked.channel) ? [Number(asked.channel)] : null
  if (asked.days === 'all') return { from: null, until: null, sources, most: lookedAtMost }
  if (asked.days === 'dates') return { from: day(asked.from, 0), until: day(asked.until, 1), sources, most: lookedAtMost }
  const from = DateTime.now()
    .setZone(timeZone)
    .minus({ days: Number(asked.days) })
  return { from: from.toJSDate(), until: null, sources, most: lookedAtMost }
}

/** What a draft says, the most it can cost, and what it would have paid in the part of the past that the address asks for. Reads only. */
export async function besideOf(
  { id, definition }: { id: number; definition: RuleDefinition },
  query: URLSearchParams,
  program: Program,
): Promise<Beside> {
  const { cards } = ruleCards()
  const asked = askedIn(query)
  const trial = trialOf(asked, program.timeZone)
  const [tried, live, channels] = await Promise.all([
    tryRule(definition, trial, { program: program.id, by: null }, program.timeZone),
    liveRules(program.id, new Date()),
    channelsOf(program.id),
  ])
  const others = live.filter((rule) => rule.id !== id)
  return {
    sentence: ruleInWords(definition, cards, program.pointsName),
    most: mostADay(definition, others),
    mostOfAll: mostOfAll([...others, definition]),
    trial: {
      ...viewOf(tried, Number(query.get('try.page')) || 1, labelsOf(definition.kinds, cards)),
      asked,
      channels: channels.map((channel) => ({ id: channel.id, title: channel.title })),
    },
  }
}

function viewOf(tried: Tried, page: number, label: FactLabels): Omit<TrialView, 'asked' | 'channels'> {
  const { rows, gains, ...sums } = tried
  const pages = Math.max(1, Math.ceil(gains.length / gainsAPage))
  const shown = Math.min(pages, Math.max(1, Math.floor(page)))
  const newest = rows.toReversed()
  const rowsOf = (fits: (row: Rehearsed) => boolean): TrialRow[] =>
    newest
      .filter(fits)
      .slice(0, examples)
      .map((row) => rowOf(row, label))
  return {
    ...sums,
    cut: rows.length >= lookedAtMost,
    people: gains.length,
    page: shown,
    pages,
    gains: gains
      .slice((shown - 1) * gainsAPage, shown * gainsAPage)
      .map(({ person, handle, points, deeds }) => ({ handle: handle || 'someone named there', points, deeds, claimed: person > 0 })),
    paidRows: rowsOf((row) => row.reason === null && row.given.length > 0),
    refusedRows: rowsOf((row) => row.reason !== null),
  }
}

function rowOf({ deed, given, reason }: Rehearsed, label: FactLabels): TrialRow {
  return {
    id: deed.activityId,
    title: deed.objectTitle,
    url: deed.objectUrl,
    handle: deed.actorHandle ?? deed.actorId,
    receivedAt: deed.receivedAt.toISOString(),
    paid: given.flatMap(({ handle, line }) =>
      line.outcome === 'paid' ? [{ handle: handle || 'someone named there', points: line.amount ?? 0 }] : [],
    ),
    reason: reason ? reasonInWords(reason, label) : '',
  }
}
