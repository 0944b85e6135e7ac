import { z } from 'zod'
import { elsewhere, stageType } from './type.ts'

export const event = stageType({
  id: 'event',
  label: 'Come to an event',
  about: 'Members check in at an event by its changing code or a picture of it.',
  task: 'Check in at the event',
  settings: z.object({ eventId: z.number({ error: 'Choose an event.' }).int().positive('Choose an event.') }),
  submission: z.object({}),
  settingFields: [{ kind: 'event', name: 'eventId', label: 'Event', required: true }],
  inputs: () => [],
  checkedBy: 'machine',
  view: 'event',
  handedIn: false,
  judge: elsewhere('Check in at the event: this step then counts by itself.'),
})
