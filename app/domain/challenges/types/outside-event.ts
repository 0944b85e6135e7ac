import { z } from 'zod'
import { elsewhere, stageType } from './type.ts'

/** What a stage that a channel closes waits for. `conditions` has the form of a rule's condition. */
export const deedSettings = z.object({
  trigger: z
    .array(z.string().regex(/^[a-z0-9-]+:[\w.-]+$/))
    .min(1, 'Choose what should happen.')
    .max(30),
  conditions: z.record(z.string(), z.unknown()).default({ all: [] }),
  count: z.number().int().min(1).max(1_000).default(1),
  /** Counts what is done from when the member gets here, or from a date. */
  from: z.enum(['start', 'date']).default('start'),
  since: z.iso.datetime({ offset: true }).optional(),
})
export type DeedSettings = z.infer<typeof deedSettings>

export const outsideEvent = stageType({
  id: 'outside_event',
  label: 'Something in a channel',
  about: 'Counts by itself when it happens in GitHub, the forum, your product or any other channel.',
  task: 'Do it where you always do',
  settings: deedSettings.refine(({ from, since }) => from === 'start' || since !== undefined, {
    message: 'Say since when it counts.',
    path: ['since'],
  }),
  submission: z.object({}),
  settingFields: [
    { kind: 'kinds', name: 'trigger', label: 'When this happens', required: true },
    { kind: 'conditions', name: 'conditions', label: 'And only if' },
    { kind: 'number', name: 'count', label: 'How often', min: 1, max: 1_000 },
    {
      kind: 'choice',
      name: 'from',
      label: 'Counts what is done',
      options: [
        { value: 'start', label: 'From when the member begins this step' },
        { value: 'date', label: 'From a date' },
      ],
    },
    { kind: 'date', name: 'since', label: 'From this date' },
  ],
  inputs: () => [],
  checkedBy: 'channel',
  view: 'deed',
  handedIn: false,
  judge: elsewhere('This counts by itself as soon as it happens. There is nothing to hand in.'),
})
