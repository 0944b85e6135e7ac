import { readFileSync } from 'node:fs'
import path from 'node:path'

type Json = Record<string, unknown>
export type Login = { handle: string; id: string; bot?: boolean }

const folder = path.resolve(import.meta.dirname, '../../integrations/github/fixtures')
const read = new Map<string, string>()

/** A fresh copy of a fixture's body: the demo sends what the contract tests prove, with other people, numbers and times. */
export function template(name: string): Json {
  const text = read.get(name) ?? JSON.stringify((JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as { body: Json }).body)
  read.set(name, text)
  return JSON.parse(text) as Json
}

export const repositories = [
  { id: 640_100_200, name: 'hub' },
  { id: 640_100_201, name: 'adapters' },
  { id: 640_100_202, name: 'docs' },
] as const
export type Repository = (typeof repositories)[number]

/** GitHub's user object for an account, on top of a fixture's. */
export function user(account: Login, base: unknown): Json {
  const url = `https://github.com/${account.handle}`
  return { ...(base as Json), id: Number(account.id), login: account.handle, html_url: url, type: account.bot ? 'Bot' : 'User' }
}

/** Puts a body into a repository and names its sender. */
export function placed(body: Json, repository: Repository, sender: Login): Json {
  const full = `laurel-labs/${repository.name}`
  const place = { ...(body.repository as Json), id: repository.id, name: repository.name, full_name: full, html_url: `https://github.com/${full}` }
  return { ...body, repository: place, sender: user(sender, body.sender) }
}

/** The address of something in a repository. */
export function address(repository: Repository, rest: string): string {
  return `https://github.com/laurel-labs/${repository.name}/${rest}`
}

/** An ISO instant with GitHub's whole seconds. */
export function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}
