import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import { type Adapter, type Ask, Later, type Memory, type Page, type PublicProfile } from '#app/contract/adapter.ts'
import { linesOf, onlyAsked } from '#integrations/kit/asked.ts'
import { type Entry, type Feed, readFeed } from './read.ts'

/** A feed as a manager entered it: its address, and whether each author in it is somebody of their own. */
export type Named = { url: string; byAuthor: boolean }

const line = /^(https?:\/\/[^\s"<>]+)(?:\s+(authors))?$/i

/** The feeds of a channel, in their order. Throws one sentence for a line that is none. */
export function feedsOf(ask: Pick<Ask, 'access'>): Named[] {
  return linesOf(ask, 'feeds').map((entered) => {
    const found = line.exec(entered)
    if (!found || !URL.canParse(found[1] ?? '')) throw new Error(`“${entered.slice(0, 100)}” is not the address of a feed.`)
    return { url: found[1] ?? '', byAuthor: found[2] !== undefined }
  })
}

/** An address as a name: the same feed by http or https, with or without www. and a slash at its end, is one. */
export function nameOf(address: string): string {
  const { host, pathname, search } = new URL(address)
  let end = pathname.length
  while (pathname[end - 1] === '/') end -= 1
  return `${host.replace(/^www\./, '')}${pathname.slice(0, end)}${search}`.slice(0, 150)
}

const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 24)

/**
 * What an entry is known by: what the feed calls it, within that feed. Of the feeds of one host one alone speaks for the host: its entries whose ids are addresses
 * there are known by those, so that a feed that moved pays nothing twice, and no feed can use up the ids of another.
 */
function keyOf(entry: Entry, { url }: Named, speaks: boolean): string {
  const address = speaks && entry.id.length <= 2_000 && URL.canParse(entry.id) ? new URL(entry.id) : null
  const own = address && /^https?:$/.test(address.protocol) && siteIn(entry.id) === siteIn(url)
  return own ? `entry:${short(nameOf(entry.id))}` : `entry:${short(`${nameOf(url)} ${entry.id}`)}`
}

const siteIn = (address: string) => new URL(address).host.replace(/^www\./, '')

/** The feed that speaks for this one's host: the one that did so far, while it is listed, or else the first. */
function speakerOf({ url }: Named, feeds: readonly Named[], known: Marks): string {
  const names = feeds.filter((one) => siteIn(one.url) === siteIn(url)).map((one) => nameOf(one.url))
  return names.find((name) => known[name]?.speaks) ?? names[0] ?? nameOf(url)
}

/** The accounts behind an entry: the feed's owner, or each of its authors by name within the feed. */
function partiesOf(entry: Entry, feed: Feed, named: Named): { id: string; handle: string }[] {
  const name = nameOf(named.url)
  if (!named.byAuthor) return [{ id: name, handle: feed.title || name }]
  return entry.authors.map((author) => ({ id: `${author.toLowerCase()} @ ${name}`.slice(0, 250), handle: author }))
}

type Reading = { now: Date; /** It was never read before: nobody knows whether an entry without a moment is new. */ first: boolean; speaks: boolean }

function asActivity(entry: Entry, feed: Feed, named: Named, { now, first, speaks }: Reading): Activity[] {
  const [actor, ...others] = partiesOf(entry, feed, named)
  if (!entry.id || !actor) return []
  return [
    {
      kind: 'entry.published',
      externalId: keyOf(entry, named, speaks),
      actor,
      object: { id: keyOf(entry, named, speaks), title: entry.title || feed.title || 'An entry', url: entry.url },
      occurredAt: entry.at && entry.at < now ? entry.at : now,
      facts: { feed: feed.title || nameOf(named.url), tags: entry.tags, length: [...entry.words].length },
      ...(others.length > 0 ? { others: others.map((other) => ({ ...other, role: 'author' })) } : {}),
      ...(first && !entry.at ? { blocked: 'the feed does not say when it was published, and it was there before the hub first looked' } : {}),
    },
  ]
}

/** By what each feed says that nothing changed, when it was read whole last, and whether it speaks for its host. */
const mark = z.object({ etag: z.string().optional(), modified: z.string().optional(), at: z.number(), speaks: z.boolean().optional() })
const marks = z.record(z.string(), mark)
type Marks = z.output<typeof marks>
const marksIn = (kept: string | null): Marks => {
  const parsed = marks.safeParse(kept === null ? {} : JSON.parse(kept))
  return parsed.success ? parsed.data : {}
}

const reads = 'application/rss+xml, application/atom+xml, application/feed+json, application/json;q=0.8, application/xml;q=0.8, text/xml;q=0.7'
/** Who wants to look back further than this before the last whole reading is given all of it again. */
const overlap = 3 * 86_400_000

async function askFeed(ask: Ask, url: string, headers: Record<string, string> = {}) {
  const answer = await ask.fetch(url, { headers: { accept: reads, ...headers } })
  if (answer.status === 429 || answer.status === 503) throw new Later(600)
  return answer
}

/** One feed a page. */
async function entries(ask: Ask, since: Date, cursor: string | null, memory: Memory): Promise<Page> {
  const feeds = feedsOf(ask)
  const at = Number(cursor ?? 0)
  const named = feeds[at]
  if (!named) return { activities: [], next: null }
  const page = { next: at + 1 < feeds.length ? String(at + 1) : null, done: at + 1, total: feeds.length }
  const known = marksIn(memory.kept)
  const before = known[nameOf(named.url)]
  const unchanged = before && since.getTime() > before.at - overlap ? before : undefined
  const headers = {
    ...(unchanged?.etag ? { 'if-none-match': unchanged.etag } : {}),
    ...(unchanged?.modified ? { 'if-modified-since': unchanged.modified } : {}),
  }
  const answer = await askFeed(ask, named.url, headers)
  if (answer.status === 304) return { activities: [], ...page }
  if (answer.status < 200 || answer.status > 299) throw new Error(`${new URL(named.url).host} answered ${answer.status} for ${named.url}`)
  const read = readFeed(answer.body)
  if (!read.ok) throw new Error(`${named.url} could not be read: ${read.why}.`)
  const { etag, 'last-modified': modified } = answer.headers ?? {}
  const names = new Set(feeds.map(({ url }) => nameOf(url)))
  const speaks = speakerOf(named, feeds, known) === nameOf(named.url)
  const said = { ...(etag ? { etag: etag.slice(0, 300) } : {}), ...(modified ? { modified: modified.slice(0, 100) } : {}) }
  const mark = { ...said, at: ask.now.getTime(), ...(speaks ? { speaks } : {}) }
  const kept = Object.fromEntries(Object.entries({ ...known, [nameOf(named.url)]: mark }).filter(([name]) => names.has(name)))
  const activities = read.feed.entries.flatMap((entry) => asActivity(entry, read.feed, named, { now: ask.now, first: !before, speaks }))
  return { activities, ...page, kept: JSON.stringify(kept) }
}

/**
 * The feed of one person proves them by a token in what it says of itself: an entry may be a guest's. A feed of several proves nobody, for a name in it is what
 * somebody calls themselves today, and may call themselves tomorrow by another's.
 */
async function owner(entered: string, ask: Ask): Promise<PublicProfile | null> {
  const wanted = entered
    .replace(/^https?:\/\//i, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '')
  const theirs = feedsOf(ask).filter(({ url, byAuthor }) => !byAuthor && (nameOf(url) === wanted || nameOf(url).startsWith(`${wanted}/`)))
  const [own] = theirs
  if (!own || theirs.length > 1) return null
  const answer = await askFeed(ask, own.url)
  const read = readFeed(answer.body)
  if (answer.status !== 200 || !read.ok) throw new Error(`${own.url} could not be read.`)
  const { title, about } = read.feed
  return { id: nameOf(own.url), handle: title || nameOf(own.url), text: `${title}\n${about}` }
}

/** Blogs, podcasts and anything else with a feed: every entry once, asked for every hour. */
export const feeds: Adapter = {
  ...onlyAsked,
  id: 'feeds',
  title: 'Blogs and feeds',
  kinds: {
    'entry.published': {
      when: 'an entry is published in a feed',
      did: 'Published an entry',
      noun: ['published entry', 'published entries'],
      facts: {
        feed: { label: 'the title of the feed', type: 'text' },
        tags: { label: 'a tag of the entry', type: 'list' },
        length: { label: 'the number of characters in the entry', type: 'number' },
      },
    },
  },
  access: [
    {
      name: 'feeds',
      label: 'Feeds, one a line',
      hint: 'https://blog.example.com/feed.xml, which belongs to one person; with the word authors behind it each author in it is somebody of their own.',
      lines: true,
    },
  ],
  setup: {
    steps: [
      'Find the address of each feed: most blogs name it in their page, as /feed, /rss.xml, /atom.xml or /feed.json.',
      'Open “What is asked for” and enter them, one a line. A feed of one person stands alone; a feed of several authors gets the word authors behind it.',
      'The owner of a feed opens Settings, Accounts, and puts the token from there into the title or description of the feed itself. It can go again afterwards.',
      'Nobody can prove to be an author of a shared feed: a name in it is whatever somebody calls themselves. Where each author has a feed of their own, enter those.',
      'From then on the hub asks every hour. Entries from before count only if you choose a day to read back to. Write a rule for “an entry is published in a feed”.',
    ],
    docs: 'https://www.rssboard.org/rss-specification',
  },
  backfill: { entries: { title: 'Entries', every: 1, kinds: ['entry.published'], page: entries } },
  profile: {
    where: 'its title or its description',
    by: {
      put: 'Put this into the title or the description of your feed itself, not into an entry',
      label: 'The address of your feed. One that several people write proves nobody',
      press: 'Read the feed',
      pattern: /^[^\s"<>]{2,200}$/u,
    },
    read: owner,
  },
}
