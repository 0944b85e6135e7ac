import { z } from 'zod'
import { onHost } from '#app/domain/challenges/links.ts'
import { stageType, webAddress } from './type.ts'

export const reviewElsewhere = stageType({
  id: 'review_elsewhere',
  label: 'Write a review elsewhere',
  about: 'Members review you on another site and hand in the address. A person looks at it. Ask for honest words, not for good ones.',
  task: 'Write an honest review',
  settings: z.object({
    url: webAddress(),
    hosts: z.array(z.string().trim().toLowerCase().min(3).max(200)).max(20).default([]),
  }),
  submission: z.object({ link: webAddress(), note: z.string().trim().max(5_000).default('') }),
  settingFields: [
    { kind: 'url', name: 'url', label: 'Where to write it', required: true },
    { kind: 'lines', name: 'hosts', label: 'Reviews lie on', hint: 'One site a line. Leave empty for any.' },
  ],
  inputs: () => [
    { kind: 'url', name: 'link', label: 'Address of your review', required: true },
    { kind: 'text', name: 'note', label: 'The name it shows, if it is not yours' },
  ],
  checkedBy: 'person',
  view: 'visit',
  link: ({ link }) => ({ href: link, once: true, fetch: false }),
  text: ({ note }) => note,
  judge: ({ hosts }, { link }) =>
    onHost(link, hosts) ? { kind: 'review' } : { kind: 'not_yet', why: `The review must be on ${hosts.join(' or ')}.` },
})
