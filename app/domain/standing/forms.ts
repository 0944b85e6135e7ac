import { z } from 'zod'
import { badgeForms, ladder } from './badges.ts'
import type { BadgeCard, Level, Need, PathCard, Stage, StampCard, StreakCard } from './standing.ts'

/** What a form says, or what is wrong with it, in sentences. */
export type Read<Value> = { value: Value } | { faults: string[] }

const title = z.string().trim().min(2, 'Give it a title of at least two letters.').max(60, 'Use 60 characters or fewer for the title.')
const story = z.string().trim().max(300, 'Use 300 characters or fewer for the story.').default('')
const kind = z.string().regex(/^[a-z0-9-]+:[\w.-]+$/, 'Choose what happens from the list.')
const whole = (least: number, most: number, words: string) => z.coerce.number(words).int(words).min(least, words).max(most, words)

/** The part of an address made from a title. */
export function slugFrom(text: string): string {
  const plain = text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  const slug = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return slug === '' ? 'unnamed' : slug
}

function read<Output>(schema: z.ZodType<Output>, raw: unknown): Read<Output> {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return { value: parsed.data }
  return { faults: [...new Set(parsed.error.issues.map((issue) => issue.message))] }
}

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()
const on = (form: FormData, name: string): boolean => form.get(name) === 'on'
const texts = (form: FormData, name: string): string[] => form.getAll(name).map((value) => String(value).trim())

/** Numbers from a text such as "1, 5, 10". */
function numbersIn(words: string): number[] {
  return [...new Set((words.match(/\d{1,7}/g) ?? []).map(Number).filter((number) => number > 0))].sort((one, other) => one - other)
}

const badgeSchema = z.object({
  title,
  story,
  form: z.enum(Object.keys(badgeForms) as [keyof typeof badgeForms, ...(keyof typeof badgeForms)[]], 'Choose how it is granted.'),
  kinds: z.array(kind).max(20, 'Choose at most twenty things that can happen.'),
  count: whole(1, 1_000_000, 'Say after how many it is granted: 1 or more.'),
})

/** A badge as its form says it. The slug of a new one comes from its title. */
export function badgeFrom(form: FormData, slug: string | null): Read<Omit<BadgeCard, 'id'>> {
  const parsed = read(badgeSchema, {
    title: text(form, 'title'),
    story: text(form, 'story'),
    form: text(form, 'form'),
    kinds: texts(form, 'kinds'),
    count: text(form, 'count') || '1',
  })
  if ('faults' in parsed) return parsed
  const { form: way, kinds, count, ...words } = parsed.value
  if (way !== 'manual' && kinds.length === 0) return { faults: ['Choose at least one thing that counts towards it, or let it be given by hand.'] }
  const written = numbersIn(text(form, 'tiers'))
  const tiers =
    way === 'tiered'
      ? written.length > 0
        ? written.slice(0, 10)
        : [...ladder]
      : way === 'once'
        ? [count]
        : way === 'manual' && !on(form, 'again')
          ? [1]
          : []
  const every = way === 'repeatable' ? count : way === 'manual' && on(form, 'again') ? 1 : null
  const traits = { secret: on(form, 'secret'), retired: on(form, 'retired') }
  return { value: { slug: slug ?? slugFrom(words.title), ...words, kinds: way === 'manual' ? [] : kinds, tiers, every, ...traits } }
}

const cardSchema = z.object({
  title,
  story,
  kinds: z.array(kind).min(1, 'Choose at least one thing that gives a stamp.').max(20),
  places: whole(2, 50, 'A card has 2 to 50 places.'),
  offerHours: whole(0, 2160, 'The offer lasts 0 to 2,160 hours; 0 for none.'),
  points: whole(0, 1_000_000, 'A full card gives 0 to 1,000,000 points.'),
})

/** A new stamp card as its form says it, with the points that a full card gives (0: none). */
export function cardFrom(form: FormData, now: Date): Read<{ card: Omit<StampCard, 'id' | 'retired'>; points: number }> {
  const parsed = read(cardSchema, {
    title: text(form, 'title'),
    story: text(form, 'story'),
    kinds: texts(form, 'kinds'),
    places: text(form, 'places') || '10',
    offerHours: text(form, 'offerHours') || '0',
    points: text(form, 'points') || '0',
  })
  if ('faults' in parsed) return parsed
  const { points, ...card } = parsed.value
  return { value: { card: { ...card, slug: slugFrom(card.title), repeating: on(form, 'repeating'), startsAt: now }, points } }
}

const streakSchema = z.object({
  title,
  unit: z.enum(['day', 'week'], 'Choose days or weeks.'),
  kinds: z.array(kind).max(20),
  freezeEvery: whole(0, 365, 'A freeze is earned every 0 to 365; 0 for none.'),
  freezesMost: whole(0, 30, 'Between 0 and 30 freezes can be saved.'),
})

/** A new streak as its form says it. */
export function streakFrom(form: FormData): Read<Omit<StreakCard, 'id'>> {
  const parsed = read(streakSchema, {
    title: text(form, 'title'),
    unit: text(form, 'unit'),
    kinds: texts(form, 'kinds'),
    freezeEvery: text(form, 'freezeEvery') || '7',
    freezesMost: text(form, 'freezesMost') || '2',
  })
  return 'faults' in parsed ? parsed : { value: { ...parsed.value, slug: slugFrom(parsed.value.title), retired: false } }
}

const levelSchema = z.object({
  title,
  story,
  pointsNeeded: whole(0, 1_000_000_000, 'A level asks for 0 or more points.'),
  badgesNeeded: whole(0, 1000, 'A level asks for 0 or more badges.'),
})

/** All levels as their form says them, in the order of the form; a row without a title is left out. */
export function levelsFrom(form: FormData): Read<Level[]> {
  const column = (name: string): string[] => texts(form, name)
  const [titles, stories, points, badges, needs, perks] = ['title', 'story', 'points', 'badges', 'needs', 'perks'].map(column)
  const levels: Level[] = []
  const faults: string[] = []
  for (const [index, name] of (titles ?? []).entries()) {
    if (name === '') continue
    const raw = { title: name, story: stories?.[index] ?? '', pointsNeeded: points?.[index] || '0', badgesNeeded: badges?.[index] || '0' }
    const parsed = read(levelSchema, raw)
    if ('faults' in parsed) faults.push(...parsed.faults.map((fault) => `${name}: ${fault}`))
    else {
      const badgeNeeds = needs?.[index] ? [needs[index]] : []
      const lines = (perks?.[index] ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
      levels.push({ ...parsed.value, rank: levels.length + 1, badgeNeeds, perks: lines.slice(0, 10) })
    }
  }
  if (levels.length === 0) faults.push('Keep at least one level.')
  for (const [index, level] of levels.entries()) {
    const before = levels[index - 1]
    if (before && level.pointsNeeded < before.pointsNeeded) faults.push(`${level.title}: it asks for fewer points than ${before.title} before it.`)
  }
  return faults.length > 0 ? { faults } : { value: levels }
}

/** How many stages a path's form offers. */
export const mostStages = 6

/** A path as its form says it: up to six stages; a stage without a title is left out. */
export function pathFrom(
  form: FormData,
  slug: string | null,
  nouns: (kind: string) => string,
  challenges: ReadonlyMap<string, string> = new Map(),
): Read<Omit<PathCard, 'id'>> {
  const words = read(z.object({ title, story }), { title: text(form, 'title'), story: text(form, 'story') })
  const faults = 'faults' in words ? [...words.faults] : []
  const stages: Stage[] = []
  for (const [index, name] of texts(form, 'stage').slice(0, mostStages).entries()) {
    if (name === '') continue
    const of = (field: string): string => texts(form, field)[index] ?? ''
    const needs: Need[] = []
    const count = Number(of('count') || '0')
    if (of('kind') && Number.isInteger(count) && count > 0) needs.push({ type: 'kinds', kinds: [of('kind')], count, words: nouns(of('kind')) })
    const [badge, tier] = of('badge').split(':')
    if (badge) needs.push({ type: 'badge', badge, tier: Number(tier) || 1 })
    if (Number(of('level')) > 0) needs.push({ type: 'level', rank: Number(of('level')) })
    const challenge = of('challenge')
    if (challenge) needs.push({ type: 'challenge', challenge, title: challenges.get(challenge) ?? challenge })
    if (needs.length === 0) faults.push(`${name}: say what this stage asks for.`)
    stages.push({
      title: name.slice(0, 60),
      story: of('tale').slice(0, 300),
      needs,
      perks: of('perks')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
        .slice(0, 10),
    })
  }
  if (stages.length === 0) faults.push('A path needs at least one stage.')
  if (faults.length > 0 || 'faults' in words) return { faults }
  return { value: { slug: slug ?? slugFrom(words.value.title), ...words.value, stages, retired: on(form, 'retired') } }
}
