import { z } from 'zod'
import { stageType } from './type.ts'

export const approval = stageType({
  id: 'approval',
  label: 'Staff says yes',
  about: 'Members ask, and a person of the program says yes: for what nobody can hand in.',
  task: 'Ask us to confirm it',
  settings: z.object({ ask: z.string().trim().max(300).default('') }),
  submission: z.object({ note: z.string().trim().max(5_000).default('') }),
  settingFields: [{ kind: 'text', name: 'ask', label: 'What members should tell', hint: 'Leave empty for nothing in particular.' }],
  inputs: ({ ask }) => [{ kind: 'long', name: 'note', label: ask || 'Anything we should know?' }],
  checkedBy: 'person',
  text: ({ note }) => note,
  judge: () => ({ kind: 'review' }),
})
