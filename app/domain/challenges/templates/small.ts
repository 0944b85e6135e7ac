import { type ChallengeTemplate, byStep, final, steps } from './template.ts'

/** Templates for an hour or less: helping, learning, welcoming. */
export const smallTemplates: readonly ChallengeTemplate[] = [
  {
    slug: 'answer-three-questions',
    title: 'Answer three questions',
    about: 'Helpers who come back. Counts by itself when answers are accepted; nobody reviews anything.',
    draft: {
      summary: 'Three people get unstuck because of you.',
      body: 'Pick questions you know something about. A good answer says **what to do**, shows it in a few lines, and says why it works. When the person who asked accepts it, it counts here by itself.',
      minutes: 45,
      effort: 'medium',
      topics: ['answers'],
      award: final(200),
      stages: steps(
        {
          type: 'read',
          title: 'What a good answer looks like',
          body: '- Say first what to do, then why.\n- Show it: ten lines that run beat a page of theory.\n- Name what you assume. If you are not sure, say so.\n- Link the page of the documentation, and quote the line that matters.',
          settings: { seconds: 20 },
        },
        {
          type: 'outside_event',
          title: 'Three answers that are accepted',
          body: 'Answer wherever questions are asked. An answer counts when it is accepted.',
          settings: { trigger: ['github:discussion.answered', 'generic:question.answered'], conditions: { all: [] }, count: 3, from: 'start' },
        },
        {
          type: 'text',
          title: 'What keeps coming up?',
          body: 'You have seen three questions up close. What should we explain better, so that nobody has to ask?',
          settings: { least: 80, check: 'person' },
        },
      ),
    },
  },
  {
    slug: 'product-quiz',
    title: 'Product quiz',
    about: 'Learn something, prove it at once. Choose one of your quizzes; nobody reviews anything.',
    draft: {
      summary: 'Five minutes, and you know what is new.',
      body: 'Read the short page first: everything the quiz asks stands there. You may try again tomorrow if it does not work out today.',
      minutes: 10,
      effort: 'easy',
      topics: ['learning'],
      award: final(60),
      recurrence: { every: null, times: null, cooldownMinutes: 1440 },
      stages: steps(
        { type: 'visit', title: 'Read what is new', settings: { seconds: 30 } },
        { type: 'quiz', title: 'Take the quiz', body: 'Explanations follow when you are through.' },
      ),
    },
  },
  {
    slug: 'review-us-elsewhere',
    title: 'Review us elsewhere',
    about: 'Honest reviews where people look for them. Pays for honesty, not for stars.',
    draft: {
      summary: 'An honest review helps the next person decide.',
      body: 'Write what you would tell a friend, **good and bad**. You get the same for two stars as for five; we only check that it is yours and says more than a line.\n\nSay in your review that our community program thanks people for honest reviews, where the site asks for that.',
      minutes: 15,
      effort: 'easy',
      topics: ['reviews'],
      award: final(120),
      stages: steps(
        {
          type: 'choice',
          title: 'How do you use it?',
          settings: {
            question: 'How do you use it?',
            options: [
              { value: 'at work', label: 'At work' },
              { value: 'for my own things', label: 'For my own things' },
              { value: 'i looked at it once', label: 'I looked at it once' },
            ],
          },
        },
        { type: 'review_elsewhere', title: 'Write your review', body: 'Then paste its address. Some sites take a day to show it.' },
      ),
    },
  },
  {
    slug: 'first-pull-request',
    title: 'Merge your first pull request',
    about: 'From reader to contributor. Closes by itself when the pull request is merged.',
    draft: {
      summary: 'From reading the code to having written some of it.',
      body: 'Everybody’s first one is small: a typo, a test, a clearer message. **Small is good**: it is read the same day.',
      minutes: 90,
      effort: 'medium',
      topics: ['code'],
      award: final(300),
      stages: steps(
        {
          type: 'read',
          title: 'How we work',
          body: 'Issues with the label **good first issue** say what is wanted and where. Comment before you begin, so that nobody does it twice.',
          settings: { seconds: 15 },
        },
        {
          type: 'outside_event',
          title: 'Your pull request is merged',
          body: 'Link your GitHub account first, in your settings. The rest happens by itself.',
          settings: { trigger: ['github:pull_request.merged'], conditions: { all: [] }, count: 1, from: 'start' },
        },
        {
          type: 'text',
          title: 'What was harder than it should be?',
          body: 'Setting up, finding the place, running the tests: tell us, and the next one has it easier.',
          settings: { least: 40, check: 'none' },
        },
      ),
    },
  },
  {
    slug: 'say-hello',
    title: 'Say hello',
    about: 'A welcome for new members: three small steps, points within a minute.',
    draft: {
      summary: 'Three small steps, and you are one of us.',
      body: 'Good to have you. This takes three minutes and shows you around.',
      minutes: 3,
      effort: 'easy',
      topics: ['welcome'],
      onboarding: true,
      award: byStep,
      stages: steps(
        {
          type: 'read',
          title: 'What this place is',
          body: 'What you do for others, here and in all our channels, becomes points. Every line says why. Points open levels, and you can spend them in the store.',
          points: 5,
        },
        {
          type: 'choice',
          title: 'What brings you here?',
          settings: {
            question: 'What brings you here?',
            options: [
              { value: 'i want to learn', label: 'I want to learn' },
              { value: 'i like to help', label: 'I like to help' },
              { value: 'i build things', label: 'I build things' },
            ],
          },
          points: 5,
        },
        {
          type: 'text',
          title: 'Introduce yourself',
          body: 'A line or two: what you work on, what people may ask you.',
          settings: { least: 20, check: 'none' },
          points: 15,
        },
      ),
    },
  },
  {
    slug: 'weekly-tip',
    title: 'Tip of the week',
    about: 'Comes back every week: one good tip from everyday work.',
    draft: {
      summary: 'One thing that made your week easier.',
      body: 'A shortcut, a setting, three lines of code. Each week anew; a tip on a topic you have not written about yet gets a little more.',
      minutes: 10,
      effort: 'easy',
      topics: ['tips'],
      award: final(40),
      extra: { variety: { points: 10 } },
      recurrence: { every: 'week', times: null, cooldownMinutes: 0 },
      generatedPolicy: 'declare',
      stages: steps({ type: 'text', title: 'Your tip', body: 'What do you do, and when does it help?', settings: { least: 80, check: 'person' } }),
    },
  },
]
