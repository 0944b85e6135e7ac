import { z } from 'zod'
import { stageType } from './type.ts'

export const upload = stageType({
  id: 'upload',
  label: 'Upload a file',
  about: 'Members hand in pictures or documents, and a person looks at them.',
  task: 'Upload your file',
  settings: z.object({ most: z.number().int().min(1).max(10).default(3), ask: z.string().trim().max(300).default('') }),
  submission: z.object({
    /** Ids of evidence files. */
    files: z.array(z.string().min(1).max(80)).max(10).default([]),
    note: z.string().trim().max(5_000).default(''),
  }),
  settingFields: [
    { kind: 'text', name: 'ask', label: 'What to upload' },
    { kind: 'number', name: 'most', label: 'At most', unit: 'files', min: 1, max: 10 },
  ],
  inputs: ({ ask }) => [
    { kind: 'file', name: 'files', label: ask || 'Your files', required: true },
    { kind: 'long', name: 'note', label: 'Anything to say about it' },
  ],
  checkedBy: 'person',
  view: 'upload',
  text: ({ note }) => note,
  judge({ most }, { files }) {
    if (files.length === 0) return { kind: 'not_yet', why: 'Add a file first.' }
    return files.length > most ? { kind: 'not_yet', why: `At most ${most} files.` } : { kind: 'review' }
  },
})
