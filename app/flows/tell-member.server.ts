import type { Scope } from '#app/db/transaction.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { nameIn } from '#app/domain/programs/settling.server.ts'
import { env } from '#app/foundation/env.ts'

/** A word for one member: `words` goes on after the greeting in the mail, `quote` is what a person wrote, `path` leads on, `deed` says where to. */
export type Telling = {
  memberId: number
  /** Once per key, for good. */
  key: string
  kind: string
  title: string
  words: string
  quote?: string
  path: string
  deed: string
  /** By mail alone, where another part of the story puts it on the page of notices. */
  byMail?: boolean
}

/** Part of a story in which a person decided or answered something: tells the member on the page of notices and by mail. */
export async function tellMember(scope: Scope, telling: Telling): Promise<void> {
  const { memberId, key, kind, title, words, quote = '', path, deed } = telling
  const contact = await contactOf(scope.program, memberId, scope.sql)
  if (!contact) return
  if (!telling.byMail) await notify(scope, [{ memberId: contact.person, key, kind, title, body: quote || words, url: path }])
  if (!contact.email) return
  const link = `${env().PUBLIC_URL ?? `http://localhost:${env().PORT}`}${path}`
  const fill = { program: await nameIn(scope), name: contact.displayName, title, words, quote, deed, link }
  await put(scope, { key: `word:${key}`, template: 'word', fill, member: contact.person, to: contact.email })
}
