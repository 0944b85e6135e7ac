import { z } from 'zod'
import { onHost } from '#app/domain/challenges/links.ts'
import { stageType, webAddress } from './type.ts'

const hosts = z.array(z.string().trim().toLowerCase().min(3).max(200)).max(20).default([])

export const ownWork = stageType({
  id: 'own_work',
  label: 'Link to own work',
  about: 'Members hand in the address of something they made. Each address counts once.',
  task: 'Link what you made',
  settings: z.object({ hosts, check: z.enum(['person', 'none']).default('person') }),
  submission: z.object({ link: webAddress(), note: z.string().trim().max(5_000).default('') }),
  settingFields: [
    { kind: 'lines', name: 'hosts', label: 'Only from these sites', hint: 'One a line, such as dev.to. Leave empty for any.' },
    {
      kind: 'choice',
      name: 'check',
      label: 'Who looks at it',
      options: [
        { value: 'person', label: 'A person' },
        { value: 'none', label: 'Nobody: it counts at once' },
      ],
    },
  ],
  inputs: () => [
    { kind: 'url', name: 'link', label: 'Address of your work', required: true },
    { kind: 'long', name: 'note', label: 'What should we know about it?' },
  ],
  checkedBy: ({ check }) => (check === 'none' ? 'self' : 'person'),
  link: ({ link }) => ({ href: link, once: true, fetch: false }),
  text: ({ note }) => note,
  judge({ hosts: wanted, check }, { link }) {
    if (!onHost(link, wanted)) return { kind: 'not_yet', why: `The address must lie on ${wanted.join(' or ')}.` }
    return check === 'none' ? { kind: 'passed' } : { kind: 'review' }
  },
})
