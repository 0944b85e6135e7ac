/**
 * The accounts behind a person, as a table `(id)` for SQL: their own, and those merged into it. `program` and `person` are parameters of the
 * statement, such as `$1` and `$2`. Lines, awards and words stay with the account that they were written to; pages read all of a person's.
 */
export const holdersOf = (program: string, person: string): string =>
  `(SELECT ${person}::bigint AS id UNION ALL SELECT id FROM member WHERE program_id = ${program} AND merged_into = ${person}::bigint)`
