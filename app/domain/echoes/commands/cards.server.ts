import type { Scope } from '#app/db/transaction.server.ts'
import { delayAfter, mostTries } from '#app/domain/echoes/echoes.ts'

/** A card to be told. `level` and `memberId` are set for one about a person. */
export type Card = { sourceId: number; key: string; memberId: number | null; level: number | null; words: string }

/** Puts cards into the queue, each key once for good. */
export async function addCards(scope: Scope, cards: readonly Card[]): Promise<void> {
  if (cards.length === 0) return
  await scope.sql(
    `INSERT INTO echo_card (program_id, source_id, key, member_id, level, words, created_at)
     SELECT $1::smallint, source_id, key, member_id, level, words, $7::timestamptz
     FROM unnest($2::smallint[], $3::text[], $4::bigint[], $5::smallint[], $6::text[]) AS c(source_id, key, member_id, level, words)
     ON CONFLICT (program_id, source_id, key) DO NOTHING`,
    [
      scope.program,
      cards.map((card) => card.sourceId),
      cards.map((card) => card.key),
      cards.map((card) => card.memberId),
      cards.map((card) => card.level),
      cards.map((card) => card.words),
      scope.now,
    ],
  )
}

/** A card claimed for telling; `attempts` counts this try. */
export type ClaimedCard = Card & { id: number; attempts: number }

/** Claims the next card for two minutes. Null: nothing is due. */
export async function claimCard(scope: Scope): Promise<ClaimedCard | null> {
  const [row] = await scope.sql<ClaimedCard>(
    `UPDATE echo_card SET attempts = attempts + 1, retry_at = $2::timestamptz + interval '120 seconds' WHERE program_id = $1 AND id = (
       SELECT id FROM echo_card WHERE program_id = $1 AND state = 'waiting' AND (retry_at IS NULL OR retry_at <= $2) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, source_id AS "sourceId", key, member_id AS "memberId", level, words, attempts`,
    [scope.program, scope.now],
  )
  return row ?? null
}

/** Notes that a card was told, or that it is no longer true and never will be. */
export async function noteCardTold(scope: Scope, id: number, state: 'told' | 'moot'): Promise<void> {
  await scope.sql('UPDATE echo_card SET state = $3, done_at = $4, retry_at = NULL, error = NULL WHERE program_id = $1 AND id = $2', [
    scope.program,
    id,
    state,
    scope.now,
  ])
}

/** Notes that telling failed: the card waits longer each time. `patience` (seconds) is what the platform asked for; it costs no try. */
export async function noteCardFailed(
  scope: Scope,
  card: Pick<ClaimedCard, 'id' | 'attempts'>,
  error: string,
  patience: number | null,
): Promise<void> {
  await scope.sql(
    `UPDATE echo_card SET state = CASE WHEN $4::boolean THEN 'parked' ELSE 'waiting' END, attempts = attempts - $5::int, error = left($3, 500),
       retry_at = $6::timestamptz + $7::int * interval '1 second' WHERE program_id = $1 AND id = $2`,
    [
      ...[scope.program, card.id, error, patience === null && card.attempts >= mostTries, patience === null ? 0 : 1],
      ...[scope.now, patience ?? delayAfter(card.attempts - 1)],
    ],
  )
}
