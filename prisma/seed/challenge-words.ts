// A dozen challenges of many types for the demo community.
import type { ChallengeDraft, StageDraft } from '#app/domain/challenges/commands.server.ts'
import { type Award, type Recurrence } from '#app/domain/challenges/challenges.ts'

type Words = Pick<ChallengeDraft, 'slug' | 'title' | 'summary' | 'body' | 'minutes' | 'effort'> &
  Partial<Pick<ChallengeDraft, 'topics' | 'audience' | 'places' | 'extra' | 'onboarding' | 'generatedPolicy'>> & {
    award: Partial<Award>
    recurrence?: Partial<Recurrence>
    stages: (Pick<StageDraft, 'type' | 'title'> & Partial<StageDraft>)[]
    /** Slugs of what comes before. */
    after?: string[]
    /** Days until it closes. */
    closesIn?: number
  }

/** Ids that only the running hub knows. */
export type Known = { quiz: number | null; survey: number | null }

const words: (Words & { uses?: keyof Known })[] = [
  {
    ...{
      slug: 'say-hello',
      title: 'Look around',
      summary: 'Three minutes to see how this place works. Your first points come with it.',
      minutes: 3,
      effort: 'easy',
    },
    body: 'Everything you do for this community leaves a line here, with the reason. Have a look, then tell us where you want to begin.',
    ...{ topics: ['beginners'], onboarding: true, audience: { visitors: true }, award: { mode: 'final', points: 50 } },
    stages: [
      {
        type: 'read',
        title: 'How it works',
        body: 'You help in the forum, on GitHub, in chat, or at an event. The hub notices, gives points by **rules that everybody can read**, and says why. Points lift you through levels, and can be spent in the store.\n\nNothing is ever taken back without a line that says so.',
        settings: { seconds: 5, question: '', answers: [] },
      },
      {
        type: 'choice',
        title: 'Where do you want to begin?',
        settings: {
          question: 'What would you like to do here?',
          options: [
            { value: 'answer', label: 'Answer questions' },
            { value: 'code', label: 'Contribute code or docs' },
            { value: 'tell', label: 'Write or speak about it' },
            { value: 'learn', label: 'Learn first' },
          ],
        },
      },
    ],
  },
  {
    ...{
      slug: 'introduce-yourself',
      title: 'Introduce yourself',
      summary: 'Two or three sentences about you and what you build.',
      minutes: 5,
      effort: 'easy',
    },
    body: 'People help people they know. Say who you are, what you work on, and what you would like to learn.',
    ...{ topics: ['beginners', 'community'], onboarding: true, award: { mode: 'final', points: 40 }, after: ['say-hello'] },
    stages: [{ type: 'text', title: 'A few words about you', settings: { least: 60, most: 1500, check: 'none', answers: [] } }],
  },
  {
    ...{
      slug: 'first-merge',
      title: 'Your first merged change',
      summary: 'Get one pull request merged. It counts by itself, the moment it is.',
      minutes: 60,
      effort: 'medium',
    },
    body: 'Any repository of ours counts, and so does a fix of one typo. Link your GitHub account in your settings; there is nothing to hand in.',
    ...{ topics: ['open source'], onboarding: true, award: { mode: 'final', points: 200 } },
    stages: [
      {
        type: 'outside_event',
        title: 'A pull request of yours is merged',
        settings: { trigger: ['github:pull_request.merged'], count: 1, from: 'start' },
      },
    ],
  },
  {
    ...{ slug: 'daily-hello', title: 'Say hello', summary: 'One click a day keeps you in the loop.', minutes: 1, effort: 'easy', body: '' },
    ...{ topics: ['community'], award: { mode: 'final', points: 2 }, recurrence: { every: 'day' } },
    stages: [{ type: 'check_in', title: 'Check in for today' }],
  },
  {
    ...{
      slug: 'answer-three',
      title: 'Three answers this week',
      summary: 'Answer three questions before the week is over.',
      minutes: 45,
      effort: 'medium',
    },
    body: 'Good answers say *why*, not only *what*. Three of them in one week, wherever questions are asked, and this is done. A new round begins every Monday of your own calendar.',
    ...{ topics: ['community', 'teaching'], award: { mode: 'final', points: 120 }, recurrence: { every: 'week' } },
    stages: [
      {
        type: 'outside_event',
        title: 'Three answered questions',
        settings: { trigger: ['generic:question.answered', 'github:discussion.answered'], count: 3, from: 'start' },
      },
    ],
  },
  {
    ...{
      slug: 'know-the-ropes',
      title: 'Know the ropes',
      summary: 'Read how a contribution travels, then show that you know it.',
      minutes: 15,
      effort: 'easy' as const,
    },
    body: 'Maintainers are happiest about contributors who know the manners. This takes a quarter of an hour, once.',
    ...{ topics: ['open source', 'beginners'], award: { mode: 'stages' as const } },
    stages: [
      {
        type: 'read',
        title: 'From the fork to the merge',
        points: 10,
        body: '1. Look for an issue that says it wants help, and say that you take it.\n2. Keep the change small; one idea a pull request.\n3. Say in the description *why*, and how you tried it.\n4. Answer reviews within a few days, even if only to say when.',
        settings: {
          seconds: 20,
          question: 'How many ideas belong into one pull request?',
          answers: ['one', '1', 'a single one', 'one idea'],
        },
      },
      { type: 'quiz', title: 'Seven questions', points: 60, settings: { quizId: 0 } },
    ],
    uses: 'quiz',
  },
  {
    ...{
      slug: 'tell-the-world',
      title: 'Tell somebody about us',
      summary: 'Post about what you built with it, where your people are.',
      minutes: 15,
      effort: 'easy',
    },
    body: 'A post on your blog or any network. Say honestly what works and what does not: that helps others more than praise.',
    ...{ topics: ['writing'], award: { mode: 'final', points: 60 }, recurrence: { every: 'month' } },
    stages: [{ type: 'share', title: 'Link your post', settings: { contains: '#laurel', hosts: [], own: true } }],
  },
  {
    ...{
      slug: 'talk-or-article',
      title: 'You spoke or wrote about it?',
      summary: 'Talks, articles, videos and podcasts count, wherever they were.',
      minutes: 10,
      effort: 'medium',
    },
    body: 'Tell us what it was and where we can see it. A person looks at it within two days. Each work counts once, whoever reports it.',
    ...{ topics: ['speaking', 'writing'], award: { mode: 'final', points: { min: 100, max: 400 } }, recurrence: { times: 50 } },
    extra: { languages: { list: ['fr', 'ja', 'pt'], factor: 1.5 } },
    stages: [{ type: 'self_report', title: 'Tell us what you did' }],
  },
  {
    ...{
      slug: 'two-roads',
      title: 'Try the new release',
      summary: 'Install the preview, then go the way that fits you.',
      minutes: 30,
      effort: 'medium',
    },
    body: 'We want to know how the preview feels on machines that are not ours.',
    ...{ topics: ['testing'], award: { mode: 'final', points: 150 }, closesIn: 40 },
    stages: [
      { type: 'visit', title: 'Read the release notes', settings: { url: 'https://example.com/', seconds: 10 } },
      {
        type: 'choice',
        title: 'How did it go?',
        settings: {
          question: 'Did the preview run on the first try?',
          options: [
            { value: 'yes', label: 'Yes, it runs' },
            { value: 'no', label: 'No, something is wrong' },
          ],
        },
        branch: [
          { answer: 'yes', position: 3 },
          { answer: 'no', position: 4 },
        ],
      },
      {
        type: 'text',
        title: 'What do you like, what is missing?',
        settings: { least: 80, most: 4000, check: 'none', answers: [] },
        branch: [],
      },
      {
        type: 'text',
        title: 'What went wrong?',
        body: 'System, version, what you did, what you saw.',
        settings: { least: 120, most: 8000, check: 'person', answers: [] },
      },
    ],
  },
  {
    ...{
      slug: 'screenshot-of-your-setup',
      title: 'Show us your setup',
      summary: 'A picture of how you use it, for the gallery of the month.',
      minutes: 10,
      effort: 'easy',
    },
    body: 'A screenshot, a desk, a whiteboard: whatever shows how you really work. Leave out what is not for everybody’s eyes.',
    ...{ topics: ['design', 'community'], award: { mode: 'final', points: 80 }, places: { kind: 'first', count: 20 }, closesIn: 25 },
    stages: [{ type: 'upload', title: 'Upload your picture', settings: { most: 3, ask: 'Your picture' } }],
  },
  {
    ...{
      slug: 'translate-a-page',
      title: 'Translate one page',
      summary: 'Bring a page of the documentation into your language.',
      minutes: 60,
      effort: 'hard',
    },
    body: 'Choose a page that newcomers read first. The first one in a language we do not have yet counts double.',
    ...{ topics: ['documentation', 'writing'], award: { mode: 'final', points: 180 }, recurrence: { times: 10 }, generatedPolicy: 'declare' },
    extra: { languages: { list: ['ja', 'pt', 'ar', 'uk'], factor: 2 }, variety: { points: 20 } },
    stages: [{ type: 'own_work', title: 'Link your translation', settings: { hosts: [], check: 'person' } }],
  },
  {
    ...{
      slug: 'honest-review',
      title: 'Write an honest review',
      summary: 'Say what works and what does not, where others look before they choose.',
      minutes: 15,
      effort: 'easy',
    },
    body: 'We ask for honest words, not for stars. It pays the same whatever you say.',
    ...{ topics: ['writing'], award: { mode: 'final', points: 70 }, generatedPolicy: 'refused' },
    stages: [{ type: 'review_elsewhere', title: 'Link your review', settings: { url: 'https://example.com/', hosts: [] } }],
  },
  {
    ...{
      slug: 'your-word-counts',
      title: 'Your word counts',
      summary: 'A few questions about what to do next.',
      minutes: 5,
      effort: 'easy' as const,
      body: '',
    },
    ...{ topics: ['community'], award: { mode: 'final' as const, points: 30 } },
    stages: [{ type: 'survey', title: 'Answer the survey', settings: { surveyId: 0 } }],
    uses: 'survey',
  },
  {
    ...{
      slug: 'mentor',
      title: 'Mentor a newcomer',
      summary: 'Accompany somebody from the question to the merge. For experienced members.',
      minutes: 180,
      effort: 'hard',
    },
    body: 'Tell us whom you accompanied and where it can be seen. We ask them too.',
    ...{ topics: ['teaching'], audience: { levelFrom: 3 }, award: { mode: 'final', points: 300 }, recurrence: { every: 'month' } },
    stages: [{ type: 'approval', title: 'Ask us to confirm it', settings: { ask: 'Whom did you accompany, and where can it be seen?' } }],
  },
]

/** The challenges, in the order in which lists show them; without those that use a quiz or survey that is not there. */
export function challengeWords(known: Known): Words[] {
  return words.flatMap(({ uses, ...one }) => {
    if (!uses) return [one]
    const id = known[uses]
    const stages = one.stages.map((stage) => (stage.type === uses ? { ...stage, settings: { ...stage.settings, [`${uses}Id`]: id } } : stage))
    return id === null ? [] : [{ ...one, stages }]
  })
}
