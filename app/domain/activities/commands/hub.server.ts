import type { Scope } from '#app/db/transaction.server.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'

/** Something that happened in the hub itself and that rules may reward: a level reached, a badge granted. `memberId` is the person it happened to. */
type HubEvent = {
  /** A kind of `hub-kinds.ts`, without the `hub:`. */
  kind: string
  /** What it is the fact of, with opaque ids only: `badge:<slug>:<tier>:<member>`. */
  externalId: string
  /** Tells two occurrences of one fact apart: reached, lost, reached again. */
  version: string
  memberId: number
  title: string
  url: string
  facts: Record<string, string | number | boolean | string[]>
  at: Date
  /** The external id of what this takes back. */
  undoes?: string
}

/** The key under which a fact of the hub is kept. It names nobody, so it needs no key of the program's. */
export function hubSubject(program: number, externalId: string): string {
  return plainUuid(`hub/${program}/${externalId}`)
}

/**
 * Writes what happened in the hub as activities of its own and queues them to be settled in the next round; each (fact, version) once. Kinds that nobody
 * looks at need not be settled: `heard` answers which are. What takes something back always is.
 */
export async function recordHubEvents(scope: Scope, events: readonly HubEvent[], heard: (kind: string) => boolean = () => true): Promise<void> {
  if (events.length === 0) return
  const column = <Value>(pick: (event: HubEvent) => Value): Value[] => events.map(pick)
  await scope.sql(
    `WITH event AS (
       SELECT nextval('activity_id_seq') AS activity_id, e.* FROM unnest($4::text[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::bigint[], $10::text[], $11::text[],
         $12::timestamptz[], $13::jsonb[], $14::boolean[])
         WITH ORDINALITY AS e(kind, external_id, version, subject, undoes, member_id, title, url, at, facts, waits, n)
     ), fresh AS (
       INSERT INTO activity_key (program_id, subject, version, activity_id, occurred_at)
       SELECT DISTINCT ON (subject, version) $1::smallint, subject, version, activity_id, at FROM event ORDER BY subject, version, n
       ON CONFLICT DO NOTHING RETURNING activity_id
     ), kept AS (
       INSERT INTO activity (program_id, id, source_id, kind, external_id, version, subject, undoes, actor_id, object_id, object_title, object_url, occurred_at, received_at, facts)
       SELECT $1::smallint, activity_id, $2::smallint, kind, external_id, version, subject, undoes, member_id::text, external_id, title, url, at, $3::timestamptz, facts
       FROM event JOIN fresh USING (activity_id)
     )
     INSERT INTO inbox (program_id, activity_id, source_id, actor_id)
     SELECT $1::smallint, activity_id, $2::smallint, member_id::text FROM event JOIN fresh USING (activity_id) WHERE waits`,
    [
      scope.program,
      hubSource,
      scope.now,
      column((event) => event.kind),
      column((event) => event.externalId),
      column((event) => event.version),
      column((event) => hubSubject(scope.program, event.externalId)),
      column((event) => (event.undoes === undefined ? null : hubSubject(scope.program, event.undoes))),
      column((event) => event.memberId),
      column((event) => event.title),
      column((event) => event.url),
      column((event) => event.at),
      column((event) => JSON.stringify(event.facts)),
      column((event) => event.undoes !== undefined || heard(event.kind)),
    ],
  )
}

/** Something the hub itself decided and has settled already: an award for a stage, a prize. It goes to nobody's inbox. */
type HubFact = { kind: string; externalId: string; version: string; memberId: number; title: string; url: string }

/** Writes facts of the hub as activities, settled as they are. Answers their ids in the order given; none may have been there before. */
export async function recordHubFacts(scope: Scope, facts: readonly HubFact[]): Promise<number[]> {
  const rows = await scope.sql<{ id: number; n: number }>(
    `WITH fact AS (
       SELECT nextval('activity_id_seq') AS activity_id, f.* FROM unnest($4::text[], $5::text[], $6::text[], $7::uuid[], $8::bigint[], $9::text[], $10::text[])
         WITH ORDINALITY AS f(kind, external_id, version, subject, member_id, title, url, n)
     ), keyed AS (
       INSERT INTO activity_key (program_id, subject, version, activity_id, occurred_at) SELECT $1::smallint, subject, version, activity_id, $3::timestamptz FROM fact
     ), kept AS (
       INSERT INTO activity (program_id, id, source_id, kind, external_id, version, subject, actor_id, object_id, object_title, object_url, occurred_at, received_at, facts)
       SELECT $1::smallint, activity_id, $2::smallint, kind, external_id, version, subject, member_id::text, external_id, title, url, $3::timestamptz, $3::timestamptz, '{}' FROM fact
     )
     SELECT activity_id AS id, n FROM fact ORDER BY n`,
    [
      scope.program,
      hubSource,
      scope.now,
      facts.map((fact) => fact.kind),
      facts.map((fact) => fact.externalId),
      facts.map((fact) => fact.version),
      facts.map((fact) => hubSubject(scope.program, fact.externalId)),
      facts.map((fact) => fact.memberId),
      facts.map((fact) => fact.title),
      facts.map((fact) => fact.url),
    ],
  )
  return rows.map((row) => row.id)
}
