import { XMLParser } from 'fast-xml-parser'
import { cleanText } from './body.ts'

export type Node = { [name: string]: unknown }
export type ParsedXml = { ok: true; root: string; node: Node } | { ok: false; why: string }

/** What may stand there many times. */
const several = new Set(['item', 'entry', 'link', 'author', 'category', 'dc:creator', 'guid', 'atom:link', 'a10:link'])

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
  // Numeric references (&#8217;) are among what this option names.
  htmlEntities: true,
  maxNestedTags: 60,
  isArray: (name) => several.has(name),
})

const most = 2_000_000

/**
 * Reads XML of strangers. A document type is refused, whatever it declares: entities of one's own are how a small text becomes a large one or reads a
 * file. So is what is nested deep, or larger than 2 MB. Never throws.
 */
export function parseXml(text: string): ParsedXml {
  if (text.length > most) return { ok: false, why: 'it is larger than 2 MB' }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return { ok: false, why: 'it declares a document type, which is not read' }
  if (!/^\uFEFF?\s*</.test(text)) return { ok: false, why: 'it is not XML' }
  try {
    const parsed = parser.parse(text) as unknown
    const found = isNode(parsed) ? Object.entries(parsed).find(([name]) => !name.startsWith('?') && name !== '#') : undefined
    return found && isNode(found[1]) ? { ok: true, root: found[0], node: found[1] } : { ok: false, why: 'it has no elements' }
  } catch {
    return { ok: false, why: 'it is not whole XML' }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first element of this name, with what it holds; undefined if there is none. */
export function child(node: Node | undefined, name: string): Node | undefined {
  const [first] = children(node, name)
  return first
}

/** All elements of this name. An element that holds text alone is one with that text. */
export function children(node: Node | undefined, name: string): Node[] {
  const found = node && Object.hasOwn(node, name) ? node[name] : undefined
  const list = Array.isArray(found) ? found : found === undefined ? [] : [found]
  return list.map((one) => (isNode(one) ? one : { '#': one }))
}

/** The text of an element; empty where there is none. Markup inside it is left out. */
export function textIn(node: Node | undefined): string {
  const value = node?.['#']
  return typeof value === 'string' ? cleanText(value).trim() : ''
}

/** The text of the first element of this name. */
export function textOf(node: Node | undefined, name: string): string {
  return textIn(child(node, name))
}

/** An attribute; empty where there is none. */
export function attribute(node: Node | undefined, name: string): string {
  const value = node?.[`@${name}`]
  return typeof value === 'string' ? cleanText(value).trim() : ''
}

const strict = new TextDecoder('utf-8', { fatal: true })

/** Reads raw bytes as XML in UTF-8. Never throws. */
export function parseXmlBytes(body: Uint8Array): ParsedXml {
  try {
    return parseXml(strict.decode(body))
  } catch {
    return { ok: false, why: 'the body is not UTF-8 text' }
  }
}
