import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Ask, Memory, Page, PublicProfile } from '#app/contract/adapter.ts'
import { askFor, siteOf } from '#integrations/kit/api.ts'
import { asTheyAre, linesOf, markPassed, onlyAsked, placeAfter, placeOf, takenBack } from '#integrations/kit/asked.ts'
import { foreignId, instant, text, titleText, webAddress } from '#integrations/kit/body.ts'

/** https://developers.forem.com/api/v1#tag/articles */
const article = z.object({
  id: foreignId,
  title: titleText,
  url: webAddress,
  published_timestamp: instant,
  tag_list: z.array(text).default([]),
  reading_time_minutes: z.number().default(0),
  public_reactions_count: z.int().default(0),
  comments_count: z.int().default(0),
  user: z.object({ user_id: foreignId, username: text }),
})
type Article = z.output<typeof article>

/** Version 0 of the API answers with a warning; version 1 is asked for by name. */
const accept = 'application/vnd.forem.api-v1+json'

function askForem<T>(ask: Ask, path: string, form: z.ZodType<T>): Promise<T | undefined> {
  const key = ask.access.api_key
  return askFor(ask, `${siteOf(ask)}/api${path}`, form, { headers: { accept, ...(key ? { 'api-key': key } : {}) } })
}

const subject = (id: string) => `article:${id}`
const perPage = 100

function deedsOf(found: Article, now: Date): Activity[] {
  const { id, title, url, user, tag_list, reading_time_minutes } = found
  const shared = { actor: { id: user.user_id, handle: user.username }, object: { id: subject(id), title, url } }
  const published: Activity = {
    ...shared,
    kind: 'article.published',
    externalId: subject(id),
    occurredAt: found.published_timestamp,
    facts: { tags: tag_list, minutes: reading_time_minutes },
  }
  const counted = ([what, count]: readonly ['reactions' | 'comments', number]): Activity[] => {
    const mark = markPassed(count)
    const facts = { [what]: mark ?? 0 }
    return mark === undefined
      ? []
      : [{ ...shared, kind: 'reach.counted', externalId: `${what}:${id}`, version: String(mark), occurredAt: now, facts }]
  }
  return [published, ...counted(['reactions', found.public_reactions_count]), ...counted(['comments', found.comments_count])]
}

/** The articles of each person or organization, newest first, down to the day asked for; what is older is counted all the same. */
async function articles(ask: Ask, _since: Date, cursor: string | null, memory: Memory): Promise<Page> {
  const names = linesOf(ask, 'names')
  const place = placeOf(cursor)
  const name = names[place.part]
  if (name === undefined) return { activities: [], next: null }
  const path = `/articles?username=${encodeURIComponent(name)}&page=${place.page}&per_page=${perPage}`
  const found = (await askForem(ask, path, z.array(article))) ?? []
  const deeds = found.flatMap((one) => deedsOf(one, ask.now))
  const [published, reached] = [deeds.filter((one) => one.kind === 'article.published'), deeds.filter((one) => one.kind !== 'article.published')]
  const next = placeAfter(place, found.length === perPage, names.length)
  return { activities: [...(await asTheyAre(published, memory, ask.now)), ...reached], next, done: place.part, total: names.length }
}

/** An article that is there no more, asked for by its number, one a page: lists leave out what is unpublished, and so would a fault. */
async function gone(ask: Ask, _since: Date, cursor: string | null, memory: Memory): Promise<Page> {
  const [deed] = await memory.standing(['article.published'], Number(cursor ?? 0), 1)
  if (!deed) return { activities: [], next: null }
  const found = await askForem(ask, `/articles/${deed.externalId.slice('article:'.length)}`, z.object({ id: foreignId }))
  return { activities: found === undefined ? [takenBack(deed, 'article.removed', ask.now)] : [], next: String(deed.id) }
}

const person = z.object({
  id: foreignId,
  username: text,
  summary: z.string().nullish(),
  location: z.string().nullish(),
  website_url: z.string().nullish(),
})

async function readProfile(handle: string, ask: Ask): Promise<PublicProfile | null> {
  const found = await askForem(ask, `/users/by_username?url=${encodeURIComponent(handle)}`, person)
  if (!found) return null
  const { id, username, summary, location, website_url } = found
  return { id, handle: username, text: [summary, location, website_url].filter(Boolean).join('\n') }
}

const count = (label: string) => ({ label, type: 'number' }) as const

/** dev.to and every other Forem: articles of chosen people and organizations, and the reach they find. */
export const devto: Adapter = {
  ...onlyAsked,
  id: 'devto',
  title: 'DEV and Forem',
  kinds: {
    'article.published': {
      when: 'an article is published',
      did: 'Published an article',
      noun: ['article', 'articles'],
      facts: { tags: { label: 'a tag of the article', type: 'list' }, minutes: count('the minutes it takes to read') },
    },
    'reach.counted': {
      when: 'the reach of an article passes a mark',
      did: 'Had an article’s reach counted',
      noun: ['count of reach', 'counts of reach'],
      facts: { reactions: count('the number of reactions'), comments: count('the number of comments') },
    },
    'article.removed': {
      when: 'an article is taken down',
      did: 'Took down an article',
      noun: ['article taken down', 'articles taken down'],
      facts: {},
      undo: true,
    },
  },
  access: [
    { name: 'site', label: 'Address of the site', hint: 'https://dev.to, or that of another Forem.' },
    { name: 'names', label: 'People and organizations, one a line', hint: 'The name in the address: dev.to/name.', lines: true },
    { name: 'api_key', label: 'API key', hint: 'Settings, Extensions. Published articles are read without one.', secret: true, optional: true },
  ],
  setup: {
    steps: [
      'Write down whose articles count: the names of people and organizations as they stand in the address, such as dev.to/laurel.',
      'Articles under an organization are credited to the person who wrote each.',
      'Open “What is asked for” and enter the address https://dev.to and the names, one a line. A key is not needed.',
      'Authors open Settings, Accounts, and put the token from there into the bio of their profile on DEV; then they enter their user name.',
      'Write a rule for “an article is published”, or for “the reach of an article passes a mark”: 10, 25, 50, 100 reactions and so on, each once an article.',
    ],
    docs: 'https://developers.forem.com/api/v1',
  },
  backfill: {
    articles: {
      title: 'Articles and their reach',
      every: 6,
      kinds: ['article.published', 'reach.counted'],
      totals: ['reach.counted'],
      page: articles,
    },
    gone: { title: 'Articles that were taken down', every: 72, kinds: [], page: gone },
  },
  profile: { where: 'the bio', read: readProfile },
  authorHost: ({ site }) => (site && URL.canParse(site) ? new URL(site).hostname : null),
}
