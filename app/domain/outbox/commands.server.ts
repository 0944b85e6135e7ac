import type { Scope } from '#app/db/transaction.server.ts'
import { open, seal } from '#app/foundation/crypto.server.ts'
import { mostTries, type Content, type Outgoing } from './messages.ts'

/** A message claimed for sending. `attempts` counts this try: it names the claim when the outcome is noted. */
export type Claimed = { id: number; key: string; to: string; attempts: number; content: Content }

/** The words of a message, ready to leave. */
export type Rendered = { subject: string; text: string; html: string }

/** Seals what a message says: it can hold links that open doors. */
export function sealWords(words: unknown): string {
  return Buffer.from(seal('outbox', 'words', JSON.stringify(words))).toString('base64')
}

/** Opens what `sealWords` sealed. */
export function openWords<Words>(sealed: string): Words {
  return JSON.parse(open('outbox', 'words', Buffer.from(sealed, 'base64'))) as Words
}

/** Puts a message into the outbox, once per key. Answers its id, or that of the one already there. It leaves only if the story commits. */
export async function put(scope: Scope, message: Outgoing): Promise<number> {
  const payload = JSON.stringify({ sealed: sealWords(message.fill), ...(message.guarded ? { guarded: true } : {}) })
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO message (program_id, key, template, member_id, to_address, payload, created_at) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7)
     ON CONFLICT (program_id, key) DO NOTHING RETURNING id`,
    [scope.program, message.key, message.template, message.member, message.to, payload, scope.now],
  )
  if (row) return row.id
  const [known] = await scope.sql<{ id: number }>('SELECT id FROM message WHERE program_id = $1 AND key = $2', [scope.program, message.key])
  if (!known) throw new Error('The outbox took no message.')
  return known.id
}

/**
 * Claims waiting messages for `seconds`, at most `size`. The claim is committed before anything is sent, so that a crash can lead to a message that
 * never left, but not to one that left twice (I10).
 */
export async function claimMessages(scope: Scope, size: number, seconds: number): Promise<Claimed[]> {
  const rows = await scope.sql<{ id: number; key: string; template: Content['template']; to: string; attempts: number; sealed: string }>(
    `UPDATE message SET state = 'sending', attempts = attempts + 1, retry_at = $2::timestamptz + $4::int * interval '1 second'
     WHERE program_id = $1 AND id IN (
       SELECT id FROM message WHERE program_id = $1 AND state = 'waiting' AND (retry_at IS NULL OR retry_at <= $2) ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING id, key, template, to_address AS "to", attempts, payload->>'sealed' AS sealed`,
    [scope.program, scope.now, size, seconds],
  )
  return rows
    .sort((one, other) => one.id - other.id)
    .map(({ template, sealed, ...row }) => ({ ...row, content: { template, fill: openWords(sealed) } as Content }))
}

const lost = 'The hub stopped while this was being handed to the mail server, so nobody knows whether it left. It was not sent again.'

/** Parks messages whose claim ran out without an outcome: whether they left is unknown, and twice is worse than never. Answers how many. */
export async function parkLost(scope: Scope): Promise<number> {
  const rows = await scope.sql(
    `UPDATE message SET state = 'parked', error = $3 WHERE program_id = $1 AND state = 'sending' AND retry_at < $2 RETURNING id`,
    [scope.program, scope.now, lost],
  )
  return rows.length
}

/** Notes that the mail server took a message. Its words go: what was sent is in the mailbox. */
export async function noteSent(scope: Scope, claimed: Claimed, subject: string): Promise<void> {
  await scope.sql(
    `UPDATE message SET state = 'sent', sent_at = $4, retry_at = NULL, error = NULL, subject = $5, payload = payload - 'sealed', text = NULL, html = NULL
     WHERE program_id = $1 AND id = $2 AND attempts = $3 AND state IN ('sending', 'parked')`,
    [scope.program, claimed.id, claimed.attempts, scope.now, subject],
  )
}

/** Keeps a rendered message for managers to see: there is no mail server. */
export async function noteKept(scope: Scope, claimed: Claimed, words: Rendered): Promise<void> {
  await scope.sql(
    `UPDATE message SET state = 'kept', retry_at = NULL, error = NULL, subject = $4, text = $5, html = $6
     WHERE program_id = $1 AND id = $2 AND attempts = $3 AND state = 'sending'`,
    [scope.program, claimed.id, claimed.attempts, words.subject, sealWords(words.text), sealWords(words.html)],
  )
}

/** Notes that a message surely did not leave: it is tried again with growing delay (30 s, 1 min … 1 h), and parked after eight tries. */
export async function noteUnsent(scope: Scope, claimed: Claimed, error: string): Promise<void> {
  await scope.sql(
    `UPDATE message SET error = left($4, 500), state = CASE WHEN attempts >= $6::int THEN 'parked' ELSE 'waiting' END,
       retry_at = $5::timestamptz + least(3600, 15 * power(2, attempts)) * interval '1 second'
     WHERE program_id = $1 AND id = $2 AND attempts = $3 AND state = 'sending'`,
    [scope.program, claimed.id, claimed.attempts, error, scope.now, mostTries],
  )
}

/** Parks a message at once: nobody knows whether it left. */
export async function notePuzzling(scope: Scope, claimed: Claimed, error: string): Promise<void> {
  await scope.sql(
    `UPDATE message SET state = 'parked', retry_at = NULL, error = left($4, 500) WHERE program_id = $1 AND id = $2 AND attempts = $3 AND state = 'sending'`,
    [scope.program, claimed.id, claimed.attempts, error],
  )
}
