import nodemailer from 'nodemailer'
import { env } from '#app/foundation/env.ts'

/** A mail ready to leave. `id` names it for good: a mail server that sees it twice can tell. */
export type Mail = { id: string; to: string; subject: string; text: string; html: string }

/** What came of handing a mail over. `unknown`: the connection broke after the words were sent and before the answer. */
export type Handed = { kind: 'sent' } | { kind: 'refused' | 'unknown'; error: string }

/** Hands a mail to the mail server at this address. Never throws. */
export async function sendMail(url: string, mail: Mail): Promise<Handed> {
  const from = env().MAIL_FROM
  const host = /@([^>\s]+)>?$/.exec(from)?.[1] ?? 'localhost'
  const watch = wordsWatch()
  const transport = nodemailer.createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, ...watch.options })
  try {
    const { id, ...words } = mail
    await transport.sendMail({ from, ...words, messageId: `<${id}@${host}>`, headers: { 'Auto-Submitted': 'auto-generated' } })
    return { kind: 'sent' }
  } catch (fault) {
    const { responseCode, message } = fault as Error & { responseCode?: number }
    // Once the words are on their way only an answer of the server tells what became of them. A fault of the connection says nothing about when.
    const surely = responseCode !== undefined || !watch.begun()
    return { kind: surely ? 'refused' : 'unknown', error: message }
  } finally {
    transport.close()
  }
}

/** A log for nodemailer that keeps nothing but whether the words of the mail began to leave (the command DATA). */
function wordsWatch(): { options: object; begun: () => boolean } {
  let begun = false
  const hear = (entry: unknown, text?: unknown): void => {
    if ((entry as { tnx?: string } | null)?.tnx === 'client' && text === 'DATA') begun = true
  }
  const deaf = (): void => undefined
  const logger = { level: deaf, trace: deaf, debug: hear, info: deaf, warn: deaf, error: deaf, fatal: deaf }
  return { options: { logger, transactionLog: true }, begun: () => begun }
}
