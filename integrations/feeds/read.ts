import { z } from 'zod'
import { attribute, child, children, type Node, parseXml, textIn, textOf } from '#integrations/kit/xml.ts'
import { cleanAddress, cleanTitle } from '#integrations/kit/body.ts'

/** One entry of a feed, whatever its form. `id` is what the feed itself calls it; `at` is null where it names no moment; `words` is what it says, without tags. */
export type Entry = { id: string; title: string; url: string; at: Date | null; authors: string[]; tags: string[]; words: string }
/** `about` is what the feed as a whole says of itself. */
export type Feed = { title: string; about: string; site: string; entries: Entry[] }
export type ReadFeed = { ok: true; feed: Feed } | { ok: false; why: string }

/** Reads RSS 0.9x to 2.0, RSS 1.0, Atom 1.0 and JSON Feed 1.x; which of them is decided by the text itself. Never throws. */
export function readFeed(text: string): ReadFeed {
  return /^\uFEFF?\s*\{/.test(text) ? readJson(text) : readXml(text)
}

function readXml(text: string): ReadFeed {
  const parsed = parseXml(text)
  if (!parsed.ok) return parsed
  const { root, node } = parsed
  const of = (feed: Node | undefined, about: string, site: string, entries: Entry[]): ReadFeed =>
    feed
      ? { ok: true, feed: { title: cleanTitle(textOf(feed, 'title')), about: about.slice(0, 10_000), site: cleanAddress(site), entries } }
      : { ok: false, why: 'it is no feed' }
  if (root === 'rss') {
    const channel = child(node, 'channel')
    return of(channel, textOf(channel, 'description'), plainLink(channel), children(channel, 'item').map(rssEntry))
  }
  if (root === 'rdf:RDF') {
    const channel = child(node, 'channel')
    return of(channel, textOf(channel, 'description'), plainLink(channel), children(node, 'item').map(rssEntry))
  }
  if (root === 'feed') {
    const own = authorsIn(node)
    return of(
      node,
      textOf(node, 'subtitle'),
      atomLink(node),
      children(node, 'entry').map((entry) => atomEntry(entry, own)),
    )
  }
  return { ok: false, why: 'it is no feed' }
}

function plainLink(node: Node | undefined): string {
  return children(node, 'link').map(textIn).find(Boolean) ?? ''
}

function rssEntry(item: Node): Entry {
  const named = children(item, 'dc:creator').map(textIn)
  const written = children(item, 'author').map(textIn).map(withoutAddress)
  const link = plainLink(item)
  const at = momentOf(textOf(item, 'pubDate') || textOf(item, 'dc:date'))
  const title = cleanTitle(plainText(textOf(item, 'title')))
  return {
    id: children(item, 'guid').map(textIn).find(Boolean) || attribute(item, 'rdf:about') || link || (at ? `${title} ${at.toISOString()}` : ''),
    title,
    url: cleanAddress(link),
    at,
    authors: namesOf(named.length > 0 ? named : written),
    tags: namesOf(children(item, 'category').map(textIn)),
    words: plainText(textOf(item, 'content:encoded') || textOf(item, 'description')),
  }
}

function atomEntry(entry: Node, own: string[]): Entry {
  const authors = authorsIn(entry)
  const inside = child(entry, 'content') ?? child(entry, 'summary')
  return {
    id: textOf(entry, 'id'),
    title: cleanTitle(plainText(textOf(entry, 'title'))),
    url: cleanAddress(atomLink(entry)),
    at: momentOf(textOf(entry, 'published') || textOf(entry, 'updated')),
    authors: authors.length > 0 ? authors : own,
    tags: namesOf(children(entry, 'category').map((one) => attribute(one, 'label') || attribute(one, 'term'))),
    words: plainText(textIn(inside)),
  }
}

function atomLink(node: Node): string {
  const links = children(node, 'link')
  const chosen = links.find((link) => ['', 'alternate'].includes(attribute(link, 'rel')))
  return attribute(chosen, 'href')
}

function authorsIn(node: Node): string[] {
  return namesOf(children(node, 'author').map((one) => textOf(one, 'name')))
}

const jsonAuthor = z.object({ name: z.string().nullish() })
const jsonFeed = z.object({
  version: z.string().regex(/^https?:\/\/jsonfeed\.org\/version\/1/),
  title: z.string(),
  description: z.string().nullish(),
  home_page_url: z.string().nullish(),
  authors: z.array(jsonAuthor).nullish(),
  author: jsonAuthor.nullish(),
  items: z.array(
    z.object({
      id: z.union([z.string(), z.number().transform(String)]),
      url: z.string().nullish(),
      title: z.string().nullish(),
      content_text: z.string().nullish(),
      content_html: z.string().nullish(),
      summary: z.string().nullish(),
      date_published: z.string().nullish(),
      date_modified: z.string().nullish(),
      authors: z.array(jsonAuthor).nullish(),
      author: jsonAuthor.nullish(),
      tags: z.array(z.string()).nullish(),
    }),
  ),
})

function readJson(text: string): ReadFeed {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, why: 'it is not whole JSON' }
  }
  const parsed = jsonFeed.safeParse(value)
  if (!parsed.success) return { ok: false, why: 'it is no JSON Feed' }
  const { title, description, home_page_url, items } = parsed.data
  const names = (of: { authors?: { name?: string | null }[] | null; author?: { name?: string | null } | null }) =>
    namesOf([...(of.authors ?? []), ...(of.author ? [of.author] : [])].map((one) => one.name ?? ''))
  const entries = items.map((item): Entry => {
    const authors = names(item)
    const words = item.content_text ?? plainText(item.content_html ?? item.summary ?? '')
    return {
      id: item.id,
      title: cleanTitle(item.title || words.slice(0, 80)),
      url: cleanAddress(item.url ?? ''),
      at: momentOf(item.date_published || item.date_modified || ''),
      authors: authors.length > 0 ? authors : names(parsed.data),
      tags: namesOf(item.tags ?? []),
      words,
    }
  })
  return {
    ok: true,
    feed: { title: cleanTitle(title), about: (description ?? '').slice(0, 10_000), site: cleanAddress(home_page_url ?? ''), entries },
  }
}

/** RSS asks for an address in `author`, with the name in brackets: only the name is kept. Looked for by place: a pattern over a stranger's text can take for ever. */
function withoutAddress(author: string): string {
  const whole = author.slice(0, 300)
  const open = whole.indexOf('(')
  const before = (open < 0 ? whole : whole.slice(0, open)).trim()
  if (!before.includes('@') || /\s/.test(before)) return whole
  return open < 0 || !whole.endsWith(')') ? '' : whole.slice(open + 1, -1)
}

function namesOf(raw: readonly string[]): string[] {
  return [...new Set(raw.map((one) => cleanTitle(one).slice(0, 100)).filter(Boolean))].slice(0, 20)
}

/** Text without the tags of HTML in it. A tag holds no second `<`: so no character is looked at twice, whatever the text. */
function plainText(text: string): string {
  return text
    .replaceAll(/<[^<>]{0,2000}>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** A moment as RSS (RFC 822) or Atom and JSON Feed (RFC 3339) write it; null for anything else. */
function momentOf(raw: string): Date | null {
  const at = new Date(raw.slice(0, 100))
  return raw && !Number.isNaN(at.getTime()) && at.getUTCFullYear() >= 1990 && at.getUTCFullYear() <= 2200 ? at : null
}
