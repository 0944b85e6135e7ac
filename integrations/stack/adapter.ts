import { z } from 'zod'
import type { Adapter, Ask, PublicProfile } from '#app/contract/adapter.ts'
import { onlyAsked } from '#integrations/kit/asked.ts'
import { foreignId } from '#integrations/kit/body.ts'
import { askStack } from './api.ts'
import { walks } from './past.ts'

const tags = { label: 'a tag of the question', type: 'list' } as const
const score = { label: 'the votes when it was read', type: 'number' } as const

const profile = z.object({ user_id: foreignId, display_name: z.string(), location: z.string().optional(), website_url: z.string().optional() })

/** The public account by its number: the fields that the API shows without a special filter and that only its owner can write. */
async function readProfile(number: string, ask: Ask): Promise<PublicProfile | null> {
  const [found] = (await askStack(ask, `/users/${number}`, profile, {})).items
  if (!found) return null
  const { user_id, display_name, location, website_url } = found
  return { id: user_id, handle: display_name, text: [display_name, location, website_url].filter(Boolean).join('\n') }
}

/** Stack Overflow and every other site of Stack Exchange: questions, answers and accepted answers under chosen tags, asked for. */
export const stack: Adapter = {
  ...onlyAsked,
  id: 'stack',
  title: 'Stack Exchange',
  kinds: {
    'question.asked': { when: 'a question is asked', did: 'Asked a question', noun: ['question', 'questions'], facts: { tags, score } },
    'answer.given': {
      when: 'a question is answered',
      did: 'Answered a question',
      noun: ['answer', 'answers'],
      facts: { tags, score, own_question: { label: 'it answers a question of one’s own', type: 'boolean' } },
    },
    'answer.accepted': {
      when: 'an answer is accepted',
      did: 'Had an answer accepted',
      noun: ['accepted answer', 'accepted answers'],
      facts: { tags, self_accepted: { label: 'it is one’s own question', type: 'boolean' } },
    },
    'answer.unaccepted': {
      when: 'an answer is no longer the accepted one',
      did: 'Lost an acceptance',
      noun: ['lost acceptance', 'lost acceptances'],
      facts: {},
      undo: true,
    },
    'post.removed': { when: 'a post is deleted', did: 'Had a post deleted', noun: ['deleted post', 'deleted posts'], facts: {}, undo: true },
  },
  access: [
    { name: 'site_name', label: 'Site', hint: 'The short name of the site: stackoverflow, dba, serverfault …' },
    { name: 'tags', label: 'Tags, one a line', hint: 'Only questions with one of these tags are read.', lines: true },
    { name: 'key', label: 'Key', hint: 'Free at stackapps.com: 10,000 requests a day in place of 300.', secret: true, optional: true },
  ],
  setup: {
    steps: [
      'Choose the tags that are about your product. Without a tag the whole site would be read, so at least one is needed.',
      'Register an application at stackapps.com and copy its key: it is free, no secret, and allows 10,000 requests a day in place of 300.',
      'Open “What is asked for” and enter the site’s short name (stackoverflow), the tags and the key.',
      'Members open Settings, Accounts, and put the token from there into the website or location field of their profile, then enter their user number.',
      'Write a rule for “an answer is accepted”. The hub reads every three hours, and looks twice a day at what was accepted or un-accepted since.',
    ],
    docs: 'https://api.stackexchange.com/docs',
  },
  backfill: walks,
  profile: {
    where: 'the website or location',
    by: {
      put: 'Put this into the location (or the website) of your profile',
      label: 'Your user number: the digits in the address of your profile',
      press: 'Read my profile',
      pattern: /^\d{1,12}$/,
    },
    read: readProfile,
  },
}
