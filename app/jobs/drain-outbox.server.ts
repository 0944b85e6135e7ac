import { inTransaction } from '#app/db/transaction.server.ts'
import { claimMessages, noteKept, notePuzzling, noteSent, noteUnsent, parkLost, type Claimed } from '#app/domain/outbox/commands.server.ts'
import { renderMail } from '#app/emails/render.server.tsx'
import { sendMail } from '#app/emails/send.server.ts'
import { env } from '#app/foundation/env.ts'
import { logFor } from '#app/foundation/log.ts'

/** Five mails, each at most forty seconds with the mail server, end well within the claim. */
const batch = 5
const claimSeconds = 300

/**
 * Sends what waits in a program's outbox, a few messages at a time; without a mail server it keeps them, rendered, for managers. Any number of these
 * may run at once. Answers how many messages it took on.
 */
export async function drainOutbox(program: number): Promise<number> {
  const hub = { program, by: null }
  const claimed = await inTransaction(hub, async (scope) => {
    const lost = await parkLost(scope)
    if (lost > 0) logFor('outbox').error({ program, lost }, 'Messages were parked: nobody knows whether they left.')
    return claimMessages(scope, batch, claimSeconds)
  })
  for (const message of claimed) await send(program, message)
  return claimed.length
}

async function send(program: number, message: Claimed): Promise<void> {
  const note = (story: Parameters<typeof inTransaction<void>>[1]) => inTransaction({ program, by: null }, story)
  const words = await renderMail(message.content).catch((fault: Error) => fault)
  if (words instanceof Error) return note((scope) => noteUnsent(scope, message, `It could not be written: ${words.message}`))
  const server = env().SMTP_URL
  if (!server) return note((scope) => noteKept(scope, message, words))
  const handed = await sendMail(server, { id: `laurel.${program}.${message.id}`, to: message.to, ...words })
  if (handed.kind === 'sent') return note((scope) => noteSent(scope, message, words.subject))
  logFor('outbox').warn({ program, message: message.id, try: message.attempts }, 'The mail server did not take a message.')
  if (handed.kind === 'refused') return note((scope) => noteUnsent(scope, message, `The mail server said: ${handed.error}`))
  return note((scope) =>
    notePuzzling(scope, message, `The connection broke before the mail server answered, so nobody knows whether it left. ${handed.error}`),
  )
}
