import { DateTime } from 'luxon'
import type { DraftView, EditorWords, Look } from '#app/components/manage/challenge-words.ts'
import { segmentsOf } from '#app/domain/boards/queries/choices.server.ts'
import { campaignsOf } from '#app/domain/campaigns/queries.server.ts'
import type { Challenge } from '#app/domain/challenges/challenges.ts'
import { wholeChallenge } from '#app/domain/challenges/queries/definitions.server.ts'
import { type Draft, draftOf } from '#app/domain/challenges/draft.ts'
import { estimatedEffort, estimatedMinutes, suggestAward } from '#app/domain/challenges/estimate.ts'
import { comparableChallenges, listedChallenges } from '#app/domain/challenges/queries/authoring.server.ts'
import { stageTypes } from '#app/domain/challenges/types/index.ts'
import { eventsOf } from '#app/domain/events/queries.server.ts'
import { currenciesOf } from '#app/domain/ledger/queries/currencies.server.ts'
import { namedInterests } from '#app/domain/members/queries/wishes.server.ts'
import { languageCodes, languageName, offeredInterests } from '#app/domain/members/wishes.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { allQuizzes } from '#app/domain/quizzes/queries/results.server.ts'
import { channelsOf } from '#app/domain/rules/queries/earn.server.ts'
import { allSurveys } from '#app/domain/surveys/queries.server.ts'
import { allBadges, levelsOf } from '#app/domain/standing/queries.server.ts'
import { type Checked, checkChallenge } from '#app/flows/check-challenge.server.ts'
import { countryChoices } from '#app/routes/hub/country-choices.server.ts'
import { zoneChoices } from '#app/routes/hub/zone-choices.server.ts'
import { numberFrom } from './reader.server.ts'
import { hubChannel, kindChoices, knownKinds } from './rule-view.server.ts'

/** The types of steps by their names. */
export const typesById = new Map(stageTypes.map((type) => [type.id, type]))

/** The challenge that the address names, in whatever state; 404 when there is none. */
export async function challengeOr404(program: number, id: string | undefined): Promise<Challenge> {
  const challenge = await wholeChallenge(program, numberFrom(id) ?? 0)
  if (!challenge) throw new Response('There is no such challenge.', { status: 404, statusText: 'Not Found' })
  return challenge
}

/** An instant as a date field shows it, in a zone. */
export function typedInstant(at: Date | null, zone: string): string {
  return at ? DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm") : ''
}

/** A draft as the editor shows it. */
export function draftView(draft: Draft): DraftView {
  const { opensAt, closesAt, ...rest } = draft
  return { ...rest, opens: typedInstant(opensAt, draft.timeZone), closes: typedInstant(closesAt, draft.timeZone) }
}

/** What the hub says of a draft: checks, reach, time, and what similar ones pay. Addresses are not asked here. */
export async function lookAt(program: Program, id: number | null, draft: Draft, checked?: Checked): Promise<Look> {
  const [{ faults, audience, left }, others] = await Promise.all([
    checked ?? checkChallenge(program, id, draft, false, new Date(), knownKinds()),
    comparableChallenges(program.id, id),
  ])
  const minutes = estimatedMinutes(draft)
  return { faults, audience, left, minutes, effort: estimatedEffort(minutes), suggestion: suggestAward(draft, others) }
}

/** What the editor offers to choose from, for the challenge of this id. */
export async function editorWords(program: Program, id: number | null, draft: Draft): Promise<EditorWords> {
  const [known, levels, segments, interests, others, campaigns, currencies, badges, sources, quizzes, surveys, events] = await Promise.all([
    kindChoices(program.id),
    levelsOf(program.id),
    segmentsOf(program.id),
    namedInterests(program.id),
    listedChallenges(program.id),
    campaignsOf(program.id),
    currenciesOf(program.id),
    allBadges(program.id),
    channelsOf(program.id),
    allQuizzes(program.id),
    allSurveys(program.id),
    eventsOf(program.id),
  ])
  const chip = (value: string) => ({ value, label: value })
  const named = (list: readonly { id: number; title: string }[]) => list.map((one) => ({ value: String(one.id), label: one.title }))
  return {
    zones: zoneChoices(draft.timeZone),
    levels: levels.map((level) => ({ value: String(level.rank), label: level.title })),
    segments: named(segments),
    interests: [...new Set([...offeredInterests, ...interests.slice(0, 20).map((one) => one.interest)])].sort().map(chip),
    languages: languageCodes.map((value) => ({ value, label: languageName(value) })).sort((one, other) => one.label.localeCompare(other.label)),
    countries: [...countryChoices],
    others: named(others.filter((one) => one.id !== id && (one.state !== 'archived' || draft.needs.includes(one.id)))),
    campaigns: named(campaigns.filter((one) => one.state !== 'ended' || one.id === draft.campaignId)),
    currencies: currencies.map((one) => ({ value: one.slug, label: one.name })),
    badges: badges.filter((badge) => !badge.retired).map((badge) => ({ value: badge.slug, label: badge.title })),
    quizzes: named(quizzes.filter((one) => one.state !== 'closed')),
    surveys: named(surveys.filter((one) => one.state !== 'closed')),
    events: named(events),
    sources: named(sources),
    cards: known.cards,
    channels: [...known.channels, hubChannel],
    pointsName: program.pointsName,
  }
}

/** A stored challenge ready for its editor. */
export async function editorOf(program: Program, challenge: Challenge) {
  const draft = draftOf(challenge)
  const [words, look] = await Promise.all([editorWords(program, challenge.id, draft), lookAt(program, challenge.id, draft)])
  return { draft: draftView(draft), words, look }
}
