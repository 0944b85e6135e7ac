import { z } from 'zod'
import { said, stageType, webAddress } from './type.ts'

const kinds = [
  { value: 'talk', label: 'A talk' },
  { value: 'article', label: 'An article or post' },
  { value: 'video', label: 'A video or podcast' },
  { value: 'meetup', label: 'A meetup or workshop' },
  { value: 'translation', label: 'A translation' },
  { value: 'other', label: 'Something else' },
] as const

export const selfReport = stageType({
  id: 'self_report',
  label: 'Report what you did',
  about: 'Members tell of something outside your channels, with a link as evidence. A person looks at it; each link counts once.',
  task: 'Tell us what you did',
  settings: z.object({ kinds: z.array(z.enum(['talk', 'article', 'video', 'meetup', 'translation', 'other'])).default([]) }),
  submission: z.object({
    what: z.enum(['talk', 'article', 'video', 'meetup', 'translation', 'other'], { error: 'Choose what it was.' }),
    link: webAddress(),
    title: said('Give it a title.', 200),
    date: z.iso.date().optional(),
    note: z.string().trim().max(5_000).default(''),
  }),
  settingFields: [{ kind: 'choices', name: 'kinds', label: 'What can be reported', options: kinds, hint: 'Everything if you choose nothing.' }],
  inputs: ({ kinds: wanted }) => [
    {
      kind: 'choice',
      name: 'what',
      label: 'What was it?',
      required: true,
      options: kinds.filter(({ value }) => wanted.length === 0 || wanted.includes(value)),
    },
    { kind: 'text', name: 'title', label: 'Its title', required: true },
    { kind: 'url', name: 'link', label: 'Where can we see it?', required: true },
    { kind: 'date', name: 'date', label: 'When was it?' },
    { kind: 'long', name: 'note', label: 'What should we know about it?' },
  ],
  checkedBy: 'person',
  link: ({ link }) => ({ href: link, once: true, fetch: false }),
  text: ({ title, note }) => [title, note].filter(Boolean).join('\n'),
  judge: ({ kinds: wanted }, { what }) =>
    wanted.length > 0 && !wanted.includes(what) ? { kind: 'not_yet', why: 'This is not asked for here. Choose another.' } : { kind: 'review' },
})
