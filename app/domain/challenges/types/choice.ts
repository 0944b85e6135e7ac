import { z } from 'zod'
import { said, stageType } from './type.ts'

export const choice = stageType({
  id: 'choice',
  label: 'Choose one',
  about: 'Members choose between answers; each can lead to a stage of its own.',
  task: 'Choose one',
  settings: z.object({
    question: said('Ask something.', 300),
    options: z
      .array(z.object({ value: said('Name the answer.', 80), label: said('Say the answer.', 200) }))
      .min(2, 'Offer at least two answers.')
      .max(20),
  }),
  submission: z.object({ answer: z.string().max(80).default('') }),
  settingFields: [
    { kind: 'text', name: 'question', label: 'Question', required: true },
    { kind: 'options', name: 'options', label: 'Answers', required: true },
  ],
  inputs: ({ question, options }) => [{ kind: 'choice', name: 'answer', label: question, options, required: true }],
  checkedBy: 'self',
  forVisitors: true,
  judge: ({ options }, { answer }) =>
    options.some((option) => option.value === answer) ? { kind: 'passed', answer } : { kind: 'not_yet', why: 'Choose one of the answers.' },
})
