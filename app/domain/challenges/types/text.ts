import { z } from 'zod'
import { stageType } from './type.ts'

const plain = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ')

export const text = stageType({
  id: 'text',
  label: 'Answer in words',
  about: 'Members write something. A person looks at it, or it counts at once, or it must be one of the right answers.',
  task: 'Write your answer',
  settings: z.object({
    least: z.number().int().min(1).max(20_000).default(1),
    most: z.number().int().min(1).max(20_000).default(5_000),
    check: z.enum(['person', 'none']).default('person'),
    answers: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  }),
  submission: z.object({ text: z.string().trim().max(20_000).default('') }),
  settingFields: [
    { kind: 'number', name: 'least', label: 'At least', unit: 'characters', min: 1, max: 20_000 },
    { kind: 'number', name: 'most', label: 'At most', unit: 'characters', min: 1, max: 20_000 },
    {
      kind: 'choice',
      name: 'check',
      label: 'Who looks at it',
      options: [
        { value: 'person', label: 'A person' },
        { value: 'none', label: 'Nobody: it counts at once' },
      ],
    },
    { kind: 'lines', name: 'answers', label: 'Right answers', hint: 'One a line. Leave empty where everybody answers in their own words.' },
  ],
  inputs: ({ least, most, answers }) => [
    answers.length > 0
      ? { kind: 'text', name: 'text', label: 'Your answer', required: true }
      : { kind: 'long', name: 'text', label: 'Your answer', required: true, least, most },
  ],
  checkedBy: ({ check, answers }) => (answers.length > 0 ? 'machine' : check === 'none' ? 'self' : 'person'),
  forVisitors: true,
  text: ({ text: written }) => written,
  judge({ least, most, check, answers }, { text: written }) {
    if (written.length < least)
      return {
        kind: 'not_yet',
        why: least > 1 ? `Write at least ${least} characters; so far there are ${written.length}.` : 'Write your answer first.',
      }
    if (written.length > most) return { kind: 'not_yet', why: `Keep it under ${most} characters; there are ${written.length}.` }
    if (answers.length > 0) {
      return answers.some((right) => plain(right) === plain(written))
        ? { kind: 'passed', answer: plain(written) }
        : { kind: 'failed', why: 'That is not the answer. Have another go.' }
    }
    return check === 'none' ? { kind: 'passed' } : { kind: 'review' }
  },
})
