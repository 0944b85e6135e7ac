import { z } from 'zod'
import { stageType, webAddress } from './type.ts'

export const joinGroup = stageType({
  id: 'join_group',
  label: 'Join a group',
  about: 'Members join a server, a forum or a group. Where it is one of your channels, a linked account there is the proof.',
  task: 'Join the group',
  settings: z.object({ url: webAddress(), sourceId: z.number().int().positive().nullable().default(null) }),
  submission: z.object({}),
  settingFields: [
    { kind: 'url', name: 'url', label: 'Address to join at', required: true },
    { kind: 'source', name: 'sourceId', label: 'Proven by an account in', hint: 'Leave empty if opening the link is enough.' },
  ],
  inputs: () => [],
  checkedBy: ({ sourceId }) => (sourceId === null ? 'self' : 'machine'),
  view: 'visit',
  judge({ sourceId }, _, { accounts, openedAt }) {
    if (sourceId === null) return openedAt ? { kind: 'passed' } : { kind: 'not_yet', why: 'Open the link and join first.' }
    return accounts.some((account) => account.sourceId === sourceId)
      ? { kind: 'passed' }
      : { kind: 'not_yet', why: 'Join, then link your account there in your settings: we look it up.' }
  },
})
