import { parseWithZod } from '@conform-to/zod/v4'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { differencesOf } from '#app/components/manage/differences.tsx'
import type { Beside } from '#app/components/manage/rule-beside.tsx'
import type { VersionView } from '#app/components/manage/rule-history.tsx'
import { reasonInWords } from '#app/domain/rules/explanation.ts'
import { isFlat, ruleFormSchema } from '#app/domain/rules/form.ts'
import { type RuleWhole, ruleWhole } from '#app/domain/rules/queries/manage.server.ts'
import type { Condition, RuleDefinition } from '#app/domain/rules/rules.ts'
import { factsOf, labelsOf, mostInADay, ruleInWords } from '#app/domain/rules/sentence.ts'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { tryRule } from '#app/flows/try-rule.server.ts'
import { adapters } from '#integrations/registry.ts'

const looked = 200
const shown = 20

/** The kinds of all channels, for forms and sentences. */
export function ruleCards() {
  return { cards: cardsFrom(adapters), channels: adapters.map((adapter) => ({ id: adapter.id, title: adapter.title })) }
}

/** Reads a rule from what the form sent, by its own schema. */
export function readDraft(sent: FormData | URLSearchParams, kept: Condition | null) {
  const { cards } = ruleCards()
  const kinds = Object.keys(cards).filter((kind) => !cards[kind]?.undo)
  return parseWithZod(sent, { schema: ruleFormSchema({ kinds, factsFor: (chosen) => factsOf(chosen, cards), kept }) })
}

/** What a draft says, the most it can cost, and what it would have paid for the latest activities of its kinds. Reads only. */
export async function besideOf(rule: RuleDefinition, program: Program): Promise<Beside> {
  const { cards } = ruleCards()
  const { rows, gains, ...sums } = await tryRule(
    rule,
    { from: null, until: null, sources: null, most: looked },
    { program: program.id, by: null },
    program.timeZone,
  )
  const label = labelsOf(rule.kinds, cards)
  return {
    sentence: ruleInWords(rule, cards, program.pointsName),
    most: mostInADay(rule),
    ...sums,
    top: gains.slice(0, 3),
    rows: rows
      .toReversed()
      .slice(0, shown)
      .map(({ deed, given, reason }) => ({
        id: deed.activityId,
        title: deed.objectTitle,
        url: deed.objectUrl,
        handle: deed.actorHandle ?? deed.actorId,
        receivedAt: deed.receivedAt.toISOString(),
        paid: given.flatMap(({ handle, line }) =>
          line.outcome === 'paid' ? [{ handle: handle || 'someone named there', points: line.amount ?? 0 }] : [],
        ),
        reason: reason ? reasonInWords(reason, label) : '',
      })),
  }
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
