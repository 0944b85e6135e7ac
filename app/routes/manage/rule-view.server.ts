import { parseWithZod } from '@conform-to/zod/v4'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { differencesOf } from '#app/components/manage/differences.tsx'
import type { RuleWords } from '#app/components/manage/rule-form.tsx'
import type { VersionView } from '#app/components/manage/rule-history.tsx'
import type { Channel } from '#app/components/manage/rule-kinds.tsx'
import { type SourceName, sourcesIn } from '#app/domain/activities/queries.server.ts'
import { currenciesOf } from '#app/domain/ledger/queries/currencies.server.ts'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { isFlat, ruleFormSchema } from '#app/domain/rules/form.ts'
import { type RuleWhole, ruleWhole } from '#app/domain/rules/queries/manage.server.ts'
import type { Condition } from '#app/domain/rules/rules.ts'
import { type KindCards, factsOf, ruleInWords } from '#app/domain/rules/sentence.ts'
import { badgesOf } from '#app/domain/standing/queries.server.ts'
import { allCards } from '#app/domain/standing/queries/definitions.server.ts'
import { adapterById, adapters } from '#integrations/registry.ts'
import { isConnected, secretVariable } from './channel-view.server.ts'

/** The kinds of all channels and of the hub itself, for sentences. */
export function ruleCards(): { cards: KindCards } {
  return { cards: cardsFrom(adapters) }
}

function hears(source: SourceName): boolean {
  const adapter = adapterById(source.adapter)
  const fromEnv = secretVariable(source) !== null
  return adapter !== undefined && isConnected(adapter, { fromEnv, secrets: source.connected ? 1 : 0, reached: source.reached })
}

/** The kinds of all channels as forms offer them: the channels that are connected first. */
export async function kindChoices(program: number): Promise<{ cards: KindCards; channels: Channel[] }> {
  const sources = await sourcesIn(program)
  const open = new Set(sources.filter((source) => hears(source)).map((source) => source.adapter))
  const channels = adapters.map(({ id, title }) => ({ id, title, connected: open.has(id) }))
  return { cards: cardsFrom(adapters), channels: [...channels.filter((one) => one.connected), ...channels.filter((one) => !one.connected)] }
}

/** The hub itself beside the channels, where what happens in it can be chosen too. */
export const hubChannel: Channel = { id: 'hub', title: 'In the hub itself', connected: true }

/** The name of every kind of activity there is, for checks. */
export function knownKinds(): ReadonlySet<string> {
  return new Set(Object.keys(cardsFrom(adapters)))
}

/** What the form offers: kinds, channels, currencies, badges. */
export async function ruleWords(program: Program): Promise<RuleWords> {
  const [known, currencies, badges, cards] = await Promise.all([
    kindChoices(program.id),
    currenciesOf(program.id),
    badgesOf(program.id),
    allCards(program.id),
  ])
  return {
    cards: known.cards,
    channels: [...known.channels, hubChannel],
    currencies: currencies.map(({ slug, name }) => ({ slug, name })),
    badges: badges.map(({ slug, title }) => ({ slug, title })),
    stampCards: cards.map(({ slug, title }) => ({ slug, title })),
    timeZone: program.timeZone,
  }
}

/** Reads a rule from what the form sent, by its own schema. */
export function readDraft(sent: FormData | URLSearchParams, program: Program, kept: Condition | null) {
  const { cards } = ruleCards()
  const kinds = Object.keys(cards).filter((kind) => !cards[kind]?.undo)
  const schema = ruleFormSchema({ kinds, factsFor: (chosen) => factsOf(chosen, cards), kept, timeZone: program.timeZone })
  return parseWithZod(sent, { schema })
}

/** The rule that the address names; 404 when there is none. */
export async function ruleOr404(program: number, id: string | undefined): Promise<RuleWhole> {
  const rule = /^\d{1,9}$/.test(id ?? '') ? await ruleWhole(program, Number(id)) : null
  if (!rule) throw new Response('There is no such rule.', { status: 404, statusText: 'Not Found' })
  return rule
}

/** The stored condition when the form cannot show it, so that saving keeps it as it is. */
export function keptOf(rule: RuleWhole): Condition | null {
  const condition = rule.versions[0]?.definition.condition
  return condition && !isFlat(condition) ? condition : null
}

/** Every version with its sentence, who saved it, and what it changed. */
export async function versionViews(rule: RuleWhole, program: Program): Promise<VersionView[]> {
  const { cards } = ruleCards()
  const handles = await handlesOf(
    program.id,
    rule.versions.flatMap((version) => version.savedBy ?? []),
  )
  return rule.versions.map((version, index) => {
    const before = rule.versions[index + 1]?.definition
    return {
      version: version.version,
      sentence: ruleInWords(version.definition, cards, program.pointsName),
      by: version.savedBy === null ? null : (handles[version.savedBy] ?? `member ${version.savedBy}`),
      savedAt: version.savedAt.toISOString(),
      awards: version.awards,
      changes: before ? differencesOf(before, version.definition) : [],
      spans: rule.spans
        .filter((span) => span.version === version.version)
        .map((span) => ({ from: span.startsAt.toISOString(), until: span.endsAt?.toISOString() ?? null })),
    }
  })
}

/** Since when the live version judges, and the version that is announced to begin later. */
export function spansOf(rule: RuleWhole, now: Date): { since: string | null; coming: { version: number; from: string } | null } {
  const live = rule.spans.find((span) => span.startsAt <= now && (span.endsAt === null || span.endsAt > now))
  const next = rule.spans.find((span) => span.startsAt > now && (span.endsAt === null || span.endsAt > span.startsAt))
  return { since: live?.startsAt.toISOString() ?? null, coming: next ? { version: next.version, from: next.startsAt.toISOString() } : null }
}
