import { z } from 'zod'
import { stageType } from './type.ts'

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[.!?]+$/, '')

export const read = stageType({
  id: 'read',
  label: 'Read or watch',
  about: 'Members read or watch what the stage shows, for a while if you like, and answer a control question if there is one.',
  task: 'Read or watch it',
  settings: z.object({
    seconds: z.number().int().min(0).max(3_600).default(0),
    question: z.string().trim().max(300).default(''),
    answers: z.array(z.string().trim().min(1).max(200)).max(20).default([]),
  }),
  submission: z.object({ answer: z.string().trim().max(300).default('') }),
  settingFields: [
    { kind: 'number', name: 'seconds', label: 'Takes at least', unit: 'seconds', min: 0, max: 3_600 },
    { kind: 'text', name: 'question', label: 'Control question', hint: 'Something only a reader knows. Leave empty for none.' },
    { kind: 'lines', name: 'answers', label: 'Right answers', hint: 'One a line. Capitals and spaces do not matter.' },
  ],
  inputs: ({ question }) => (question ? [{ kind: 'text', name: 'answer', label: question, required: true }] : []),
  checkedBy: ({ question, seconds }) => (question || seconds > 0 ? 'machine' : 'self'),
  forVisitors: true,
  judge({ seconds, question, answers }, { answer }, { now, stageAt }) {
    const left = Math.ceil(seconds - (now.getTime() - stageAt.getTime()) / 1_000)
    if (left > 0) return { kind: 'not_yet', why: `Take your time with it: ${left} more seconds.` }
    if (!question) return { kind: 'passed' }
    if (!answer) return { kind: 'not_yet', why: 'Answer the question to go on.' }
    if (answers.length > 0 && !answers.some((right) => plain(right) === plain(answer)))
      return { kind: 'failed', why: 'That is not what it says there. Have another look.' }
    return { kind: 'passed' }
  },
})
