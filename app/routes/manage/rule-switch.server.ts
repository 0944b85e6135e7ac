import { DateTime } from 'luxon'
import type { LookBackView } from '#app/components/manage/rule-switch.tsx'
import type { RuleWhole } from '#app/domain/rules/queries/manage.server.ts'
import { previewLookBack } from '#app/flows/preview-look-back.server.ts'
import type { Switch } from '#app/flows/switch-rule.server.ts'

type Choice = Pick<Switch, 'from' | 'look'> | { problem: string }

/** From when, as the form says it: now, or the past since a day of the program's zone (none: all that is recorded), up and down or topping up. */
export function switchChoice(sent: { get(name: string): unknown }, timeZone: string): Choice {
  const mode = sent.get('from')
  if (mode !== 'date' && mode !== 'top_up') return { from: null }
  const text = String((sent.get('since') ?? '') as string)
  const since = text === '' ? DateTime.fromMillis(0) : DateTime.fromISO(text, { zone: timeZone }).startOf('day')
  if (!since.isValid) return { problem: 'Choose the day from which on it counts, or leave it empty.' }
  return { from: since.toJSDate(), look: mode === 'date' ? 'full' : 'top_up' }
}

const shown = 100

/** What a look back as the address asks would change, by the live version or (of a rule that is off) the newest; null when it does not ask. Writes nothing. */
export async function lookBackView(
  rule: RuleWhole,
  query: URLSearchParams,
  actor: { program: number; by: number | null },
  timeZone: string,
): Promise<LookBackView | null> {
  const choice = switchChoice(query, timeZone)
  const now = new Date()
  const live = rule.spans.find((span) => span.startsAt <= now && (span.endsAt === null || span.endsAt > now))
  const judging = rule.state === 'on' ? rule.versions.find((one) => one.version === live?.version) : rule.versions[0]
  if (!query.has('look') || !judging || 'problem' in choice || !choice.look) return null
  const { version, definition } = judging
  const back = { rule: { id: rule.id, version, definition }, from: choice.from ?? null, until: null, sources: null, mode: choice.look }
  const { differences, looked, points } = await previewLookBack(back, actor)
  return {
    mode: choice.look === 'full' ? 'date' : 'top_up',
    since: query.get('since') ?? '',
    looked,
    points,
    more: Math.max(0, differences.length - shown),
    rows: differences.slice(0, shown).map(({ person, handle, before, after }) => ({ person, handle: handle || `member ${person}`, before, after })),
  }
}
