import nodemailer, { type Transporter } from 'nodemailer'
import { env } from '#app/foundation/env.ts'

/** A mail ready to leave. `id` names it for good: a mail server that sees it twice can tell. */
export type Mail = { id: string; to: string; subject: string; text: string; html: string }

/** What came of handing a mail over. `unknown`: the connection broke after the words were sent and before the answer. */
export type Handed = { kind: 'sent' } | { kind: 'refused' | 'unknown'; error: string }

let kept: { url: string; transport: Transporter } | undefined

function transport(url: string): Transporter {
  if (kept?.url !== url) {
    kept?.transport.close()
    kept = { url, transport: nodemailer.createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }) }
  }
  return kept.transport
}

/** Steps of the conversation before the words of the mail: what fails there surely did not leave. */
const before = new Set(['CONN', 'EHLO', 'HELO', 'LHLO', 'STARTTLS', 'MAIL FROM', 'RCPT TO', 'API'])

type SmtpFault = Error & { command?: string; code?: string; responseCode?: number }

/** Hands a mail to the mail server at this address. Never throws. */
export async function sendMail(url: string, mail: Mail): Promise<Handed> {
  const from = env().MAIL_FROM
  const host = /@([^>\s]+)>?$/.exec(from)?.[1] ?? 'localhost'
  try {
    const { id, ...words } = mail
    await transport(url).sendMail({ from, ...words, messageId: `<${id}@${host}>`, headers: { 'Auto-Submitted': 'auto-generated' } })
    return { kind: 'sent' }
  } catch (fault) {
    const { command = '', code, responseCode, message } = fault as SmtpFault
    const surely = responseCode !== undefined || before.has(command) || command.startsWith('AUTH') || code === 'EDNS' || code === 'EENVELOPE'
    return { kind: surely ? 'refused' : 'unknown', error: message }
  }
}
