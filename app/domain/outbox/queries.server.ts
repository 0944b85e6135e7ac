import { db } from '#app/db/prisma.server.ts'
import { openWords } from './commands.server.ts'
import type { Content, MessageRow, MessageState, MessageView } from './messages.ts'

const columns = {
  id: true,
  template: true,
  toAddress: true,
  memberId: true,
  state: true,
  attempts: true,
  subject: true,
  error: true,
  createdAt: true,
  sentAt: true,
} as const

type Row = { id: bigint; memberId: bigint | null; state: string } & Omit<MessageRow, 'id' | 'memberId' | 'state'>

function plain(row: Row): MessageRow {
  return { ...row, id: Number(row.id), memberId: row.memberId === null ? null : Number(row.memberId), state: row.state as MessageState }
}

/** Messages, the newest first; of one state, or all. `before` is the id to go on from. */
export async function messages(program: number, filter: { state?: MessageState; before?: number; size?: number } = {}): Promise<MessageRow[]> {
  const rows = await db().message.findMany({
    where: { programId: program, ...(filter.state ? { state: filter.state } : {}), ...(filter.before ? { id: { lt: filter.before } } : {}) },
    select: columns,
    orderBy: { id: 'desc' },
    take: filter.size ?? 50,
  })
  return rows.map(plain)
}

/** How many messages there are in each state. */
export async function messageCounts(program: number): Promise<Partial<Record<MessageState, number>>> {
  const groups = await db().message.groupBy({ by: ['state'], where: { programId: program }, _count: { _all: true } })
  return Object.fromEntries(groups.map((group) => [group.state, group._count._all]))
}

/**
 * One message with its words, or null. The words of a mail that opens the account of somebody in staff are withheld from all but owners
 * (`mayOpenGuarded`): else a manager could make himself one.
 */
export async function messageById(program: number, id: number, mayOpenGuarded: boolean): Promise<MessageView | null> {
  const row = await db().message.findUnique({
    where: { programId_id: { programId: program, id } },
    select: { ...columns, text: true, html: true, payload: true },
  })
  if (!row) return null
  const { text, html, payload, ...rest } = row
  const guarded = (payload as { guarded?: boolean }).guarded === true && !mayOpenGuarded
  const shown = !guarded && row.state === 'kept' && text !== null && html !== null
  return {
    ...plain(rest),
    text: shown ? openWords<string>(text) : null,
    html: shown ? openWords<string>(html) : null,
    withheld: guarded ? 'This mail opens the account of somebody with a role, so only an owner can read it.' : null,
  }
}

/** What a message will say or said, while its words are still kept; null afterwards. */
export async function contentOf(program: number, id: number): Promise<Content | null> {
  const row = await db().message.findUnique({ where: { programId_id: { programId: program, id } }, select: { template: true, payload: true } })
  const sealed = (row?.payload as { sealed?: string } | undefined)?.sealed
  return row && sealed ? ({ template: row.template, fill: openWords(sealed) } as Content) : null
}
