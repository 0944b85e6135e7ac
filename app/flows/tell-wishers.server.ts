import type { Scope } from '#app/db/transaction.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'

/** News about a reward for somebody who wished for it. One per key, for good. */
export type WishNews = { memberId: number; key: string; kind: string; heading: string; words: string; slug: string }

/** Part of stories that change what people wished for: each hears of it once, inside the hub and by mail. */
export async function tellWishers(scope: Scope, program: Program, origin: string, news: readonly WishNews[]): Promise<void> {
  for (const { memberId, key, kind, heading, words, slug } of news) {
    const contact = await contactOf(scope.program, memberId, scope.sql)
    if (!contact) continue
    await notify(scope, [{ memberId: contact.person, key, kind, title: heading, body: words, url: `/store/${slug}` }])
    if (!contact.email) continue
    const fill = { program: program.name, name: contact.displayName, heading, words, why: '', link: `${origin}/store/${slug}` }
    await put(scope, { key, template: 'order-news', fill, member: contact.person, to: contact.email })
  }
}
