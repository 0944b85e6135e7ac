import { z } from 'zod'
import { elsewhere, stageType } from './type.ts'

const settings = z.object({ surveyId: z.number({ error: 'Choose a survey.' }).int().positive('Choose a survey.') })

export const survey = stageType({
  id: 'survey',
  label: 'Answer a survey',
  about: 'Members answer a survey; answers can be anonymous.',
  task: 'Answer the survey',
  settings,
  submission: z.object({}),
  settingFields: [{ kind: 'survey', name: 'surveyId', label: 'Survey', required: true }],
  inputs: () => [],
  checkedBy: 'self',
  view: 'survey',
  handedIn: false,
  judge: elsewhere('Answer the survey: this step then counts by itself.'),
})

export const nps = stageType({
  id: 'nps',
  label: 'Say how likely you are to recommend us',
  about: 'One question from 0 to 10, once a wave, with a follow-up by answer.',
  task: 'Answer one question',
  settings,
  submission: z.object({}),
  settingFields: [{ kind: 'survey', name: 'surveyId', label: 'Survey', required: true }],
  inputs: () => [],
  checkedBy: 'self',
  view: 'survey',
  handedIn: false,
  judge: elsewhere('Answer the question: this step then counts by itself.'),
})
