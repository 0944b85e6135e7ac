import type { Challenge, Stage } from './challenges.ts'
import { deedSettings, type DeedSettings } from './types/outside-event.ts'

/** A stage that waits for deeds in a channel. */
export type Watched = { challenge: Challenge; stage: Stage; settings: DeedSettings }

/** The stages of published challenges that wait for deeds, by the kind of deed. */
export function watchedIn(challenges: readonly Challenge[]): ReadonlyMap<string, readonly Watched[]> {
  const byKind = new Map<string, Watched[]>()
  for (const challenge of challenges) {
    if (challenge.state !== 'published') continue
    for (const stage of challenge.stages) {
      if (stage.type !== 'outside_event') continue
      const settings = deedSettings.parse(stage.settings)
      for (const kind of settings.trigger) byKind.set(kind, [...(byKind.get(kind) ?? []), { challenge, stage, settings }])
    }
  }
  return byKind
}

/** True if a deed was done when it counts for a stage that a member has stood at since an instant. */
export function inTime(settings: DeedSettings, at: Date, since: Date): boolean {
  return settings.from === 'date' && settings.since !== undefined ? at >= new Date(settings.since) : at >= since
}

/** What a deed is about, for extra credit, from facts that say so. */
export function tagsOf(facts: Readonly<Record<string, unknown>>): string[] {
  const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
  const topics = ['topic', 'topics', 'tags', 'labels', 'category'].flatMap((name) => texts(facts[name]))
  return [...texts(facts['language']).map((one) => `language:${one}`), ...topics.map((one) => `topic:${one}`)]
}
