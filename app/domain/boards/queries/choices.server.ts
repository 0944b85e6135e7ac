import { type Sql, sqlAlone } from '#app/db/transaction.server.ts'
import { conditionsSchema, type Segment } from '#app/domain/boards/segments.ts'

/** What a program settled for its boards. */
export type BoardSetting = { newcomerDays: number; neighborsOnly: boolean }

/** The settings of a program; 90 days and whole boards unless it said otherwise. */
export async function boardSetting(program: number): Promise<BoardSetting> {
  const [row] = await sqlAlone<BoardSetting>(
    'SELECT newcomer_days AS "newcomerDays", neighbors_only AS "neighborsOnly" FROM board_setting WHERE program_id = $1',
    [program],
  )
  return row ?? { newcomerDays: 90, neighborsOnly: false }
}

/** True if the member wants to see boards only around their own place. */
export async function wantsNeighborsOnly(program: number, member: number): Promise<boolean> {
  const rows = await sqlAlone('SELECT 1 AS yes FROM board_preference WHERE program_id = $1 AND member_id = $2 AND neighbors_only', [program, member])
  return rows.length > 0
}

/** True if the one follows the other. To be told to the follower alone. */
export async function follows(program: number, follower: number, followed: number): Promise<boolean> {
  const rows = await sqlAlone('SELECT 1 AS yes FROM follow WHERE program_id = $1 AND follower_id = $2 AND followed_id = $3', [
    program,
    follower,
    followed,
  ])
  return rows.length > 0
}

/** Whom a member follows, by id. To be told to the follower alone. */
export async function followedBy(program: number, follower: number): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>('SELECT followed_id AS id FROM follow WHERE program_id = $1 AND follower_id = $2', [program, follower])
  return rows.map(({ id }) => id)
}

/** All segments of a program, by title. Inside a story, give its own `sql`. */
export async function segmentsOf(program: number, sql: Sql = sqlAlone): Promise<Segment[]> {
  const rows = await sql<Segment>('SELECT id, slug, title, conditions FROM segment WHERE program_id = $1 ORDER BY title, id', [program])
  return rows.map((row) => ({ ...row, conditions: conditionsSchema.parse(row.conditions) }))
}
