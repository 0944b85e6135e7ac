import { z } from 'zod'
import { elsewhere, stageType } from './type.ts'

export const quiz = stageType({
  id: 'quiz',
  label: 'Take a quiz',
  about: 'Members pass a quiz.',
  task: 'Pass the quiz',
  settings: z.object({
    quizId: z.number({ error: 'Choose a quiz.' }).int().positive('Choose a quiz.'),
    /** In percent; the quiz's own unless said. */
    passMark: z.number().int().min(1).max(100).optional(),
  }),
  submission: z.object({}),
  settingFields: [
    { kind: 'quiz', name: 'quizId', label: 'Quiz', required: true },
    { kind: 'number', name: 'passMark', label: 'Pass mark', unit: '%', min: 1, max: 100, hint: 'Leave empty for the quiz’s own.' },
  ],
  inputs: () => [],
  checkedBy: 'machine',
  view: 'quiz',
  handedIn: false,
  judge: elsewhere('Finish the quiz: this step then counts by itself.'),
})
