import { z } from 'zod'
import { stageType } from './type.ts'

export const checkIn = stageType({
  id: 'check_in',
  label: 'Say hello',
  about: 'One click. Best once a day, with a small award.',
  task: 'Check in',
  settings: z.object({}),
  submission: z.object({}),
  settingFields: [],
  inputs: () => [],
  checkedBy: 'self',
  judge: () => ({ kind: 'passed' }),
})
