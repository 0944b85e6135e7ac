import { z } from 'zod'
import { stageType, webAddress } from './type.ts'

export const visit = stageType({
  id: 'visit',
  label: 'Visit a page',
  about: 'Members open a link and stay a while.',
  task: 'Open the link',
  settings: z.object({ url: webAddress(), seconds: z.number().int().min(0).max(3_600).default(0) }),
  submission: z.object({}),
  settingFields: [
    { kind: 'url', name: 'url', label: 'Address', required: true },
    { kind: 'number', name: 'seconds', label: 'Stay at least', unit: 'seconds', min: 0, max: 3_600 },
  ],
  inputs: () => [],
  checkedBy: 'machine',
  view: 'visit',
  judge({ seconds }, _, { openedAt, now }) {
    if (!openedAt) return { kind: 'not_yet', why: 'Open the link first.' }
    const left = Math.ceil(seconds - (now.getTime() - openedAt.getTime()) / 1_000)
    return left > 0 ? { kind: 'not_yet', why: `Take your time with it: ${left} more seconds.` } : { kind: 'passed' }
  },
})
