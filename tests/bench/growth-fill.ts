// Fills a hub's book with a long past: activities, words, awards and lines as settling leaves them, set by set and past the triggers.
import pg from 'pg'

const chunk = 500_000

/** What one past award is, in every table that has a row of it. */
const statements = [
  `INSERT INTO activity (program_id, id, source_id, kind, external_id, subject, actor_id, actor_handle, object_id, object_title, object_url, occurred_at, received_at, facts)
   SELECT 1, n, s.id, k.kind, 'past-' || n, md5('past' || n)::uuid, 'm' || 1 + (n - 1) % m.count, 'm' || 1 + (n - 1) % m.count, 'thing-' || n, 'How we made the first page twice as fast',
     'https://example.test/things/' || n, p.at, p.at, jsonb_build_object('topic', 'databases', 'language', 'en', 'score', n % 100)
   FROM past, kinds k, source s WHERE k.id = n % 10 AND s.program_id = 1 AND s.slug = 'generic'`,
  `INSERT INTO judgement (program_id, activity_id, member_id, source_id, kind, status, points, occurred_at, judged_at, turn, explanation)
   SELECT 1, n, m.first + (n - 1) % m.count, s.id, 'generic:' || k.kind, 'counted', 20, p.at, p.at, 1 + n / 300, jsonb_build_object('own', true, 'lines', format('[[%s,1,20,{"used":[0]}],[%s,1,0,{"seen":{"score":%s}}],[%s,1,0,{"seen":{"language":"ja"}}],[%s,1,0,{"seen":{"topic":"design","tags":["tools","mobile"]},"used":[0]}],[%s,1]]',
     k.rule, k.rule + 1, n % 80, k.rule + 2, k.rule + 3, k.rule + 4))
   FROM past, kinds k, source s WHERE k.id = n % 10 AND s.program_id = 1 AND s.slug = 'generic'`,
  `INSERT INTO award (program_id, rule_id, subject, version, activity_id, member_id, currency, amount, state, transfers, windows)
   SELECT 1, k.rule, md5('past' || n)::uuid, 1, n, m.first + (n - 1) % m.count, 1, 20, 'open', ARRAY[1 + (n - 1) / m.count]::int[], ARRAY['*day:' || p.at::date, 'day:' || p.at::date]
   FROM past, kinds k WHERE k.id = n % 10`,
  `INSERT INTO transfer (program_id, member_id, currency, seq, amount, from_account, to_account, kind, activity_id, rule_id, rule_version, turn, effective_at, created_at)
   SELECT 1, m.first + (n - 1) % m.count, 1, 1 + (n - 1) / m.count, 20, 0, 1, 0, n, k.rule, 1, 1 + n / 300, p.at, p.at
   FROM past, kinds k WHERE k.id = n % 10`,
]

const past = `WITH m AS (SELECT min(id) AS first, count(*) AS count FROM member WHERE program_id = 1),
 kinds AS (SELECT row_number() OVER (ORDER BY v.definition -> 'kinds' ->> 0) - 1 AS id, split_part(v.definition -> 'kinds' ->> 0, ':', 2) AS kind, v.rule_id AS rule
   FROM rule_version v WHERE v.program_id = 1 AND v.title LIKE 'Every %' AND v.version = 1),
 past AS (SELECT n, now() - interval '400 days' + n * (interval '397 days' / {total}) AS at FROM generate_series({from}::bigint, {until}::bigint) AS n)`

/** The tables of a past, the one that takes longest first. */
const tables = ['judgement', 'activity', 'transfer', 'award'] as const

/** Writes `rows` past awards, spread evenly over the members and the last 400 days; sums follow. Two tables at a time, which must be empty. */
export async function fillPast(url: string, rows: number, tell: (line: string) => void): Promise<void> {
  const waiting = [...tables]
  const fill = async (): Promise<void> => {
    for (let table = waiting.shift(); table; table = waiting.shift()) await withClient(url, fillTable(table, rows, tell))
  }
  await Promise.all([fill(), fill()])
  await withClient(url, async (client) => {
    await client.query(
      `INSERT INTO balance (program_id, member_id, currency, lifetime, spendable, last_seq, updated_at)
       SELECT program_id, member_id, currency, sum(amount), sum(amount), max(seq), max(created_at) FROM transfer GROUP BY 1, 2, 3`,
    )
    await client.query(`SELECT setval('activity_id_seq', ${rows + 1}), setval('delivery_id_seq', ${rows + 1})`)
    await client.query(`UPDATE program_turn SET last_turn = ${rows} WHERE program_id = 1`)
    await client.query('VACUUM ANALYZE')
  })
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const setting of ['session_replication_role = replica', `maintenance_work_mem = '512MB'`, `work_mem = '64MB'`])
    await client.query(`SET ${setting}`)
  await work(client)
  await client.end()
}

type Kept = { definition: string }

/**
 * One table in one transaction that empties it first, so that nothing of it goes through the log (PostgreSQL's manual, "Populating a Database"); its keys and
 * indexes are made at the end, over all rows at once.
 */
function fillTable(table: (typeof tables)[number], rows: number, tell: (line: string) => void): (client: pg.Client) => Promise<void> {
  return async (client) => {
    await client.query('BEGIN')
    const { rows: there } = await client.query(`SELECT 1 FROM ${table} LIMIT 1`)
    if (there.length > 0) throw new Error(`The table ${table} is not empty.`)
    const { rows: keys } = await client.query<Kept & { name: string }>(
      `SELECT conname AS name, format('ALTER TABLE %I ADD CONSTRAINT %I %s', $1::text, conname, pg_get_constraintdef(oid)) AS definition
       FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('p', 'u')`,
      [table],
    )
    for (const { name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`)
    const { rows: indexes } = await client.query<Kept & { name: string }>(
      `SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE schemaname = 'public' AND tablename = $1`,
      [table],
    )
    for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`)
    await client.query(`TRUNCATE ${table}`)
    const statement = statements.find((one) => one.startsWith(`INSERT INTO ${table} `)) ?? ''
    for (let from = 1; from <= rows; from += chunk) {
      const until = Math.min(rows, from + chunk - 1)
      const range = past.replace('{from}', String(from)).replace('{until}', String(until)).replace('{total}', String(rows))
      await client.query(`${range} ${statement.replace('FROM past, ', 'FROM past p CROSS JOIN m, ')}`)
      if (until % (chunk * 10) === 0 || until === rows) tell(`${until} of ${rows} rows of ${table}`)
    }
    for (const { definition } of [...keys, ...indexes]) await client.query(definition)
    await client.query('COMMIT')
  }
}
