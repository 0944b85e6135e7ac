// What tests of the way in need: a member with a password, the words of a mail, requests as a browser sends them.
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { setPassword } from '#app/domain/access/commands.server.ts'
import { hashPassword } from '#app/domain/access/passwords.server.ts'
import { setRoles } from '#app/domain/members/commands.server.ts'
import type { Role } from '#app/domain/members/roles.ts'
import { openWords } from '#app/domain/outbox/commands.server.ts'
import { addMember } from '#tests/support/hub.ts'

export const visitor = { program: 1, by: null }
export const password = 'a sentence to remember'

let hash: Promise<string> | undefined

/** A member `<name>@example.test` with the password of all tests, and roles. Answers the id. */
export async function addPerson(name: string, roles: Role[] = []): Promise<number> {
  const id = await addMember(name, { linked: false })
  hash ??= hashPassword(password)
  const kept = await hash
  await inTransaction(visitor, async (scope) => {
    await setPassword(scope, id, kept)
    if (roles.length) await setRoles(scope, id, roles)
  })
  return id
}

export type SentMail = { id: number; template: string; to: string; fill: Record<string, string>; guarded: boolean }

/** Every message in the outbox, oldest first, with what stands in it. */
export async function mails(): Promise<SentMail[]> {
  const rows = await sqlAlone<{ id: number; template: string; to: string; payload: { sealed: string; guarded?: boolean } }>(
    'SELECT id, template, to_address AS "to", payload FROM message ORDER BY id',
  )
  return rows.map(({ payload, ...row }) => ({ ...row, fill: openWords(payload.sealed), guarded: payload.guarded === true }))
}

/** The token in the link of the last mail. */
export async function lastToken(): Promise<string> {
  const link = (await mails()).at(-1)?.fill.link
  return link ? (new URL(link).searchParams.get('token') ?? '') : ''
}

/** A browser: it keeps cookies, and sends what a browser sends from our own pages. */
export class Browser {
  readonly cookies = new Map<string, string>()
  /** What the last answer set, attributes and all. */
  set: string[] = []
  constructor(
    readonly base = 'http://localhost:3000',
    readonly address = '203.0.113.7',
    readonly agent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
  ) {}

  request(path: string, form?: Record<string, string>): Request {
    const url = new URL(path, this.base)
    const headers = new Headers({ host: url.host, 'user-agent': this.agent, 'x-laurel-address': this.address })
    if (this.cookies.size) headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    return new Request(url, form ? { method: 'POST', headers, body: new URLSearchParams(form) } : { headers })
  }

  /** Takes the cookies of an answer. */
  take(answer: Response): Response {
    this.set = answer.headers.getSetCookie()
    for (const line of this.set) {
      const [pair = '', ...attributes] = line.split('; ')
      const name = pair.slice(0, pair.indexOf('='))
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
      else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
}

type Handler = (args: { request: Request; params: Record<string, string>; context: { nonce: string } }) => Promise<unknown>

/** What a loader or action answered: its status, where it leads, its data. Thrown answers count as answers. */
export async function visit(
  browser: Browser,
  handler: Handler,
  path: string,
  form?: Record<string, string>,
  params: Record<string, string> = {},
): Promise<{ status: number; to: string | null; body: unknown }> {
  const answer = await handler({ request: browser.request(path, form), params, context: { nonce: '' } }).catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown
    throw thrown
  })
  if (answer instanceof Response) {
    browser.take(answer)
    return { status: answer.status, to: answer.headers.get('location'), body: await answer.text() }
  }
  const { data, init } =
    (answer as { type?: string }).type === 'DataWithResponseInit'
      ? (answer as { data: unknown; init?: { status?: number } })
      : { data: answer, init: undefined }
  return { status: init?.status ?? 200, to: null, body: data }
}
