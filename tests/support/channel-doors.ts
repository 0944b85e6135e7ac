// The doors of channels, for the test that asks every role at every managers' page.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { guessForm } from '#app/domain/imports/imports.ts'
import type { Permission } from '#app/domain/members/roles.ts'
import { uploadAccounts } from '#app/flows/upload-accounts.server.ts'
import * as accountList from '#app/routes/manage/account-list.tsx'
import * as accounts from '#app/routes/manage/accounts.tsx'
import * as channelMapping from '#app/routes/manage/channel-mapping.tsx'
import * as channelPast from '#app/routes/manage/channel-past.tsx'
import * as channelWalk from '#app/routes/manage/channel-walk.tsx'
import * as channel from '#app/routes/manage/channel.tsx'
import * as channels from '#app/routes/manage/channels.tsx'
import * as deliveries from '#app/routes/manage/deliveries.tsx'
import * as delivery from '#app/routes/manage/delivery.tsx'
import * as importPage from '#app/routes/manage/import.tsx'
import * as imports from '#app/routes/manage/imports.tsx'
import * as rehearsal from '#app/routes/manage/rehearsal.tsx'

type Door = { loader: (args: LoaderFunctionArgs) => Promise<unknown>; action?: (args: ActionFunctionArgs) => Promise<unknown> }
type Visit = {
  file: string
  door: Door
  params: Record<string, string>
  see: Permission
  change?: { form: Record<string, string>; needs: Permission }[]
}

const doing = (...forms: Record<string, string>[]) => forms.map((form) => ({ form, needs: 'edit_channels' as Permission }))
const what = (...names: string[]) => doing(...names.map((name) => ({ do: name })))

/** Begins a walk for its page, and answers every page with where it lies. */
export async function channelDoors(deliveryId: string): Promise<Visit[]> {
  const [walk] = await sqlAlone<{ id: number }>(
    `INSERT INTO walk (program_id, source_id, name, since, started_at, moved_at) SELECT 1, id, 'past', now(), now(), now() FROM source WHERE slug = 'generic' RETURNING id`,
  )
  const [list] = await sqlAlone<{ id: number }>(
    `INSERT INTO list_import (program_id, title, source_id, csv, form, by_id, created_at)
     SELECT 1, 'Courses', id, 'email,course' || chr(10) || 'a@b.test,X', $1, 1, now() FROM source WHERE slug = 'generic' RETURNING id`,
    [JSON.stringify(guessForm(['email', 'course'], 'course.completed'))],
  )
  const told = await uploadAccounts({ title: 'Customers', csv: 'email,plan,consent\na@b.test,Team,DPA' }, { program: 1, by: null })
  const own = { slug: 'generic' }
  const [sees, opens, edits]: [Permission, Permission, Permission] = ['see_channels', 'see_deliveries', 'edit_channels']
  return [
    { file: 'channels.tsx', door: channels, params: {}, see: sees, change: doing({ platform: 'discourse', title: '' }) },
    { file: 'channel.tsx', door: channel, params: own, see: sees, change: what('connect', 'end_secret', 'ignored', 'state', 'rotate') },
    { file: 'channel-past.tsx', door: channelPast, params: own, see: sees, change: what('access', 'start', 'stop') },
    { file: 'channel-mapping.tsx', door: channelMapping, params: own, see: opens, change: what('try', 'save') },
    { file: 'channel-walk.tsx', door: channelWalk, params: { ...own, id: String(walk?.id) }, see: sees },
    { file: 'delivery.tsx', door: delivery, params: { ...own, id: deliveryId }, see: opens, change: doing({}) },
    { file: 'rehearsal.tsx', door: rehearsal, params: {}, see: edits, change: doing({ do: '' }) },
    { file: 'imports.tsx', door: imports, params: {}, see: edits, change: doing({ title: '' }) },
    { file: 'import.tsx', door: importPage, params: { id: String(list?.id) }, see: edits, change: what('columns', 'import', 'undo') },
    { file: 'accounts.tsx', door: accounts, params: {}, see: edits, change: doing({ title: '' }) },
    {
      file: 'account-list.tsx',
      door: accountList,
      params: { id: 'id' in told ? String(told.id) : '' },
      see: edits,
      change: what('columns', 'import', 'undo'),
    },
    { file: 'deliveries.tsx', door: deliveries, params: {}, see: opens, change: doing({ outcome: 'dead' }) },
  ]
}
