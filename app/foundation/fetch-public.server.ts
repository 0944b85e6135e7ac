import { lookup } from 'node:dns'
import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, fetch, type RequestInit } from 'undici'
import { env } from './env.ts'

const seconds = 10
const mostBytes = 2 * 1024 * 1024

/** An outside answer, read whole. */
export type PublicAnswer = { status: number; url: string; headers: Headers; text: string }

/** An outside address that could not be asked, in words for people. */
export class Unreachable extends Error {}

/** True for addresses of the public internet: not this machine, not a private network, not a reserved range. IPv4 inside IPv6 is looked at as IPv4. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  return ipaddr.process(address).range() === 'unicast'
}

/** Resolves a name and refuses it if any of its addresses is not public; the connection goes to what was looked at (no second look, no rebinding). */
const checkedLookup: LookupFunction = (hostname, options, answer) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return answer(error, [])
    const hidden = found.find(({ address }) => !isPublicAddress(address))
    if (hidden && !mayBePrivate()) return answer(new Unreachable(`${hostname} is not an address of the public internet.`), [])
    if (options.all) return answer(null, found)
    const [first] = found
    return first ? answer(null, first.address, first.family) : answer(new Unreachable(`${hostname} has no address.`), [])
  })
}

function mayBePrivate(): boolean {
  return env().OUTBOUND_PRIVATE === '1'
}

const agent = new Agent({ connect: { lookup: checkedLookup, timeout: 5_000 }, headersTimeout: seconds * 1_000, bodyTimeout: seconds * 1_000 })

/**
 * Asks an outside address (http or https) and reads the answer: at most 2 MB, ten seconds and three redirects, and never anything inside our own networks.
 * Throws `Unreachable` with a sentence. Must not be called inside a transaction.
 */
export async function fetchPublic(address: string, init: Omit<RequestInit, 'dispatcher' | 'redirect' | 'signal'> = {}): Promise<PublicAnswer> {
  let url = checkedUrl(address)
  for (let hop = 0; hop <= 3; hop += 1) {
    const answer = await ask(url, init)
    const next = answer.headers.get('location')
    if (answer.status < 300 || answer.status > 399 || !next) return readWhole(url, answer)
    await answer.body?.cancel()
    url = checkedUrl(new URL(next, url).href)
    // What is sent (a key, a body) was meant for the address that was named.
    init = { method: init.method === 'HEAD' ? 'HEAD' : 'GET' }
  }
  throw new Unreachable(`${url.host} leads from one address to the next without an end.`)
}

/** The same for whoever speaks to a machine: plain headers, and an answer from that address alone: one that came from elsewhere is none. */
export async function reachPublic(
  address: string,
  init: { method: string; headers: Record<string, string>; body?: string },
): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  const answer = await fetchPublic(address, init)
  if (answer.url !== new URL(address).href) throw new Unreachable(`${new URL(address).host} sends requests on to another address. Enter that one.`)
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: answer.text }
}

async function ask(url: URL, init: RequestInit) {
  try {
    return await fetch(url, { ...init, redirect: 'manual', dispatcher: agent, signal: AbortSignal.timeout(seconds * 1_000) })
  } catch (error) {
    const cause = (error as Error).cause
    if (cause instanceof Unreachable) throw cause
    throw new Unreachable(`${url.host} did not answer.`, { cause: error })
  }
}

function checkedUrl(address: string): URL {
  if (!URL.canParse(address)) throw new Unreachable('This is not an address.')
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Unreachable('Only http and https addresses can be asked.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // A number is connected to without being looked up.
  if (ipaddr.isValid(host) && !isPublicAddress(host) && !mayBePrivate()) throw new Unreachable(`${host} is not an address of the public internet.`)
  return url
}

async function readWhole(url: URL, answer: Awaited<ReturnType<typeof fetch>>): Promise<PublicAnswer> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of answer.body ?? []) {
      size += (part as Uint8Array).byteLength
      if (size > mostBytes) throw new Unreachable(`${url.host} answered with more than 2 MB.`)
      parts.push(part as Uint8Array)
    }
  } catch (error) {
    if (error instanceof Unreachable) throw error
    throw new Unreachable(`${url.host} broke off its answer.`, { cause: error })
  }
  const headers = new Headers([...answer.headers])
  return { status: answer.status, url: url.href, headers, text: new TextDecoder().decode(Buffer.concat(parts)) }
}
