import { type ChallengeTemplate, byStep, range, steps } from './template.ts'

/** Templates for works that take an evening or more: writing, speaking, telling a story, trying what is new. */
export const largeTemplates: readonly ChallengeTemplate[] = [
  {
    slug: 'write-a-how-to',
    title: 'Write a how-to article',
    about: 'Articles by people who did it. Three steps: a plan, the article, and showing it around; a reviewer chooses the reward.',
    draft: {
      summary: 'Write down the thing you had to find out the hard way.',
      body: 'You solved something that others will run into. Write it down where you like to write: your own blog, a magazine, the forum.\n\nWe look for **a clear problem, steps that work, and honest limits**. Length does not matter.',
      minutes: 180,
      effort: 'hard',
      topics: ['writing'],
      award: range(200, 600),
      generatedPolicy: 'declare',
      stages: steps(
        {
          type: 'text',
          title: 'Tell us what you plan to write',
          body: 'Two or three sentences: which problem, for whom, and what the reader can do afterwards. We answer within two working days, so that you do not write about something that is in the works.',
          settings: { least: 60, check: 'person' },
        },
        {
          type: 'own_work',
          title: 'Publish it and link it here',
          body: 'Anywhere public. Say in the article which version you used.',
          settings: { check: 'person' },
        },
        {
          type: 'share',
          title: 'Show it to others',
          body: 'Post a link to your article where people will see it, and paste the address of your post.',
          settings: { own: true },
        },
      ),
    },
  },
  {
    slug: 'try-the-beta',
    title: 'Try the beta and tell us',
    about: 'Feedback from people who really tried it, before everybody else has to.',
    draft: {
      summary: 'Find the rough edges before everybody else does.',
      body: 'The beta does what the release will do, and some of it badly. **Use it for something real**, then tell us what got in your way. One honest paragraph is worth more than a list of compliments.',
      minutes: 40,
      effort: 'medium',
      topics: ['feedback'],
      award: byStep,
      places: null,
      stages: steps(
        {
          type: 'visit',
          title: 'Get the beta',
          body: 'Install it beside your stable version. Nothing you have is changed.',
          settings: { seconds: 15 },
          points: 20,
        },
        {
          type: 'choice',
          title: 'How far did you get?',
          settings: {
            question: 'How far did you get?',
            options: [
              { value: 'it runs my real work', label: 'It runs my real work' },
              { value: 'it runs an example', label: 'It runs an example' },
              { value: 'it did not start', label: 'It did not start' },
            ],
          },
          points: 30,
        },
        {
          type: 'text',
          title: 'What got in your way?',
          body: 'What did you try, what did you expect, what happened? If it all went well: what did you look for and not find?',
          settings: { least: 120, check: 'person' },
          points: 150,
        },
      ),
    },
  },
  {
    slug: 'case-study',
    title: 'Case study',
    about: 'How a member uses it, in their words, with figures and a picture, cleared by their employer.',
    draft: {
      summary: 'Tell how you use it, so that others can decide.',
      body: 'Before somebody chooses a tool they look for a story like theirs. Tell yours: **what you needed, what you did, what it brought, what you would do differently**. We edit together, and nothing is published before you and your company say yes.',
      minutes: 120,
      effort: 'hard',
      topics: ['stories'],
      award: range(400, 1200),
      stages: steps(
        {
          type: 'text',
          title: 'The story in short',
          body: 'Who are you, what did you need, what did you try before, what changed? Figures help, even rough ones.',
          settings: { least: 400, check: 'person' },
        },
        {
          type: 'upload',
          title: 'A picture that shows it',
          body: 'A screen, a drawing, your team. Cover what nobody should see.',
          settings: { most: 3, ask: 'Pictures for the story' },
        },
        {
          type: 'approval',
          title: 'Clearance and publication',
          body: 'We send you the edited story. When you and your company have said yes, a person of the program confirms it here.',
          settings: { ask: 'Who at your company can clear it?' },
        },
      ),
    },
  },
  {
    slug: 'bring-a-speaker',
    title: 'Bring a speaker',
    about: 'Talks at meetups and in companies: the plan, the evening itself, and what came of it.',
    draft: {
      summary: 'Give a talk, or find somebody who does.',
      body: 'A meetup, a conference, a lunch in your company. We help with slides, a review of your talk and something to give away: **ask for it in the first step**.',
      minutes: 240,
      effort: 'hard',
      topics: ['speaking'],
      award: range(300, 900),
      stages: steps(
        {
          type: 'text',
          title: 'What, where, when',
          body: 'The title, the place, the day, how many people you expect, and what you need from us.',
          settings: { least: 60, check: 'person' },
        },
        {
          type: 'self_report',
          title: 'Tell us about the talk',
          body: 'A link to the announcement, the recording or a picture of the evening.',
          settings: { kinds: ['talk', 'meetup'] },
        },
        {
          type: 'text',
          title: 'What did people ask?',
          body: 'The three questions you remember. They become documentation.',
          settings: { least: 80, check: 'none' },
        },
      ),
    },
  },
]
