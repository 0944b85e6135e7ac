import { z } from 'zod'
import type { Activity, Party } from '#app/contract/activity.ts'
import type { Adapter, Ask, Memory, Page, PublicProfile } from '#app/contract/adapter.ts'
import { askFor } from '#integrations/kit/api.ts'
import { asTheyAre, linesOf, markPassed, onlyAsked, placeAfter, placeOf, takenBack } from '#integrations/kit/asked.ts'
import { instant, text } from '#integrations/kit/body.ts'

const registry = 'https://registry.npmjs.org'
const counts = 'https://api.npmjs.org/downloads'
const day = 86_400_000
/** Before it nothing was counted; a longer span than eighteen months is cut off without a word. */
const countedFrom = '2015-01-10'
const longest = 540

const accountName = /^[a-z0-9._~-]{1,100}$/i
const account = z.object({ name: text.pipe(z.string().min(1).max(100)) })
const version = z.object({ _npmUser: account.optional(), deprecated: z.unknown().optional() })
/** https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
const metadata = z.object({
  name: text,
  maintainers: z.array(account).default([]),
  time: z.record(z.string(), z.unknown()).default({}),
  versions: z.record(z.string(), version).default({}),
})
type Metadata = z.output<typeof metadata>

const named = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i

function packagesOf(ask: Pick<Ask, 'access'>): string[] {
  return linesOf(ask, 'packages').map((name) => {
    if (!named.test(name) || name.length > 214) throw new Error(`“${name.slice(0, 60)}” is not the name of a package.`)
    return name
  })
}

const addressOf = (name: string) => `${registry}/${name.replace('/', '%2f')}`
const party = ({ name }: { name: string }): Party => ({ id: name, handle: name })
const subject = (name: string, number: string) => `version:${name}@${number}`
const thing = (name: string) => ({ id: `package:${name}`, title: name, url: `https://www.npmjs.com/package/${name}` })

/** The versions of one package a page; one that was unpublished is missing from what the registry lists, while its time stays. */
async function versions(ask: Ask, since: Date, cursor: string | null, memory: Memory): Promise<Page> {
  const names = packagesOf(ask)
  const place = placeOf(cursor)
  const name = names[place.part]
  if (name === undefined) return { activities: [], next: null }
  const found = await askFor(ask, addressOf(name), metadata)
  const page = { next: placeAfter(place, false, names.length), done: place.part + 1, total: names.length }
  if (!found) throw new Error(`npm knows no package ${name}.`)
  const deeds = await asTheyAre(publishedIn(found, since), memory, ask.now)
  const gone = (await standingOf(memory, name)).filter((deed) => !Object.hasOwn(found.versions, deed.externalId.slice(subject(name, '').length)))
  return { activities: [...deeds, ...gone.map((deed) => takenBack(deed, 'version.unpublished', ask.now))], ...page }
}

function publishedIn({ name, versions: all, time }: Metadata, since: Date): Activity[] {
  return Object.entries(all).flatMap(([number, { _npmUser }]): Activity[] => {
    const at = instant.safeParse(time[number])
    if (!_npmUser || !at.success || at.data < since || proving.test(number)) return []
    const [, minor, patch] = /^\d+\.(\d+)\.(\d+)/.exec(number) ?? []
    return [
      {
        kind: 'version.published',
        externalId: subject(name, number),
        actor: party(_npmUser),
        object: { ...thing(name), title: `${name} ${number}`, url: `https://www.npmjs.com/package/${name}/v/${number}` },
        occurredAt: at.data,
        facts: { package: name, prerelease: number.includes('-'), size: patch !== '0' ? 'patch' : minor !== '0' ? 'minor' : 'major' },
      },
    ]
  })
}

async function standingOf(memory: Memory, name: string) {
  const found = await memory.standing(['version.published'], 0, 5_000)
  return found.filter((deed) => deed.externalId.startsWith(subject(name, '')))
}

/** What was counted of each package so far, and up to which day (YYYY-MM-DD). */
const tallies = z.record(z.string(), z.object({ until: z.iso.date(), total: z.int().nonnegative() }))
const span = z.object({ downloads: z.int().nonnegative(), start: z.iso.date(), end: z.iso.date(), package: z.string() })

/**
 * All downloads of a package, day by day added up: at most eighteen months a page, so a long past takes several. Told by the highest round figure that was
 * passed, credited to the package's maintainers.
 */
async function downloads(ask: Ask, _since: Date, cursor: string | null, memory: Memory): Promise<Page> {
  const names = packagesOf(ask)
  const place = placeOf(cursor)
  const name = names[place.part]
  if (name === undefined) return { activities: [], next: null }
  const kept = tallies.safeParse(memory.kept === null ? {} : JSON.parse(memory.kept))
  const known = kept.success ? kept.data : {}
  const before = known[name] ?? { until: dayBefore(countedFrom, 1), total: 0 }
  // The count of a day is there on the next, and now and then a day later.
  const last = dayOf(new Date(ask.now.getTime() - 2 * day))
  const page = { done: place.part + 1, total: names.length }
  if (before.until >= last) return { activities: [], next: placeAfter(place, false, names.length), ...page }
  const start = dayBefore(before.until, -1)
  const end = [dayBefore(start, -longest), last].sort()[0] ?? last
  const counted = await askFor(ask, `${counts}/point/${start}:${end}/${name}`, span)
  // A package of yesterday is not counted yet, and nothing is concluded from that.
  if (!counted) return { activities: [], next: placeAfter(place, false, names.length), ...page }
  if (counted.start !== start || counted.end !== end)
    throw new Error(`npm counted ${counted.start} to ${counted.end} in place of ${start} to ${end}.`)
  const tally = { until: end, total: before.total + counted.downloads }
  const mark = markPassed(tally.total)
  const more = end < last
  const activities = more || mark === undefined ? [] : await reached(ask, name, mark)
  const all = Object.fromEntries(Object.entries({ ...known, [name]: tally }).filter(([one]) => names.includes(one)))
  return { activities, next: placeAfter(place, more, names.length), kept: JSON.stringify(all), ...page }
}

async function reached(ask: Ask, name: string, mark: number): Promise<Activity[]> {
  const found = await askFor(ask, addressOf(name), metadata)
  const [first, ...others] = (found?.maintainers ?? []).map(party)
  if (!first) return []
  return [
    {
      kind: 'downloads.counted',
      externalId: `downloads:${name}`,
      version: String(mark),
      actor: first,
      object: thing(name),
      occurredAt: ask.now,
      facts: { package: name, downloads: mark },
      ...(others.length > 0 ? { others: others.map((one) => ({ ...one, role: 'maintainer' })) } : {}),
    },
  ]
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)
const dayBefore = (date: string, days: number) => dayOf(new Date(Date.parse(date) - days * day))

/** What a publisher proves an account by: a version of this very number. A number can be used once for good, and by somebody who may publish alone. */
const proving = /^0\.0\.0-(laurel-[0-9a-f]{20})$/
/** A proof is fresh: one that stays in the registry for ever must not speak for an account that has changed hands since. */
const fresh = 7 * day

/** The people who published a proving version of the package named, each with the tokens in their own. Asks for that package alone. */
async function publishers(entered: string, ask: Ask): Promise<PublicProfile[]> {
  if (!packagesOf(ask).includes(entered)) return []
  const found = await askFor(ask, addressOf(entered), metadata)
  const { versions: all, time } = found ?? metadata.parse({ name: entered })
  const shown = Object.entries(all).flatMap(([number, { _npmUser }]) => {
    const token = proving.exec(number)?.[1]
    const at = instant.safeParse(time[number])
    const recent = at.success && at.data.getTime() > ask.now.getTime() - fresh
    // Whoever publishes from a workflow without a token of their own is called “GitHub Actions”: no name of an account, and nobody's.
    return token && recent && _npmUser && accountName.test(_npmUser.name) ? [{ id: _npmUser.name, handle: _npmUser.name, text: token }] : []
  })
  return shown.length > 0 ? shown : [{ id: '', handle: entered, text: '' }]
}

const aPackage = { label: 'the package', type: 'text' } as const

/** npm: versions published, and marks that the downloads of a package pass. */
export const npm: Adapter = {
  ...onlyAsked,
  id: 'npm',
  title: 'npm',
  kinds: {
    'version.published': {
      when: 'a version of a package is published',
      did: 'Published a version',
      noun: ['published version', 'published versions'],
      facts: {
        package: aPackage,
        prerelease: { label: 'it is a prerelease', type: 'boolean' },
        size: { label: 'the kind of version', type: 'text', values: ['major', 'minor', 'patch'] },
      },
    },
    'downloads.counted': {
      when: 'the downloads of a package pass a mark',
      did: 'Had a package’s downloads counted',
      noun: ['count of downloads', 'counts of downloads'],
      facts: { package: aPackage, downloads: { label: 'the number of downloads', type: 'number' } },
    },
    'version.unpublished': {
      when: 'a version is unpublished',
      did: 'Unpublished a version',
      noun: ['unpublished version', 'unpublished versions'],
      facts: {},
      undo: true,
    },
  },
  access: [{ name: 'packages', label: 'Packages, one a line', hint: 'As one installs them: laurel-query or @laurel/query.', lines: true }],
  setup: {
    steps: [
      'Write down the packages of your community, by the names under which one installs them.',
      'Open “What is asked for” and enter them, one a line. There is no key: the registry is public.',
      'A version is credited to whoever published it, downloads to the package’s maintainers.',
      'Publishers open Settings, Accounts, and publish a version of their package that is called 0.0.0- and the token from there, with the tag laurel; then they enter the package.',
      'Write a rule for “a version of a package is published”, or for “the downloads of a package pass a mark”: 1,000, 2,500, 5,000 and so on, each once a package.',
    ],
    docs: 'https://github.com/npm/registry/blob/main/docs/download-counts.md',
  },
  backfill: {
    versions: { title: 'Versions', every: 6, kinds: ['version.published'], page: versions },
    downloads: { title: 'Downloads', every: 24, kinds: ['downloads.counted'], totals: ['downloads.counted'], page: downloads },
  },
  profile: {
    where: 'a version',
    by: {
      put: 'Publish a version of your package called 0.0.0- and this, by npm publish --tag laurel',
      label: 'The package, as it is listed here',
      press: 'Read the package',
      pattern: /^@?[a-z0-9._~/-]{1,214}$/i,
    },
    read: publishers,
  },
}
