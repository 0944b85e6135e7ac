import type { RuleDefinition } from '#app/domain/rules/rules.ts'
import type { NewBadge } from '#app/domain/standing/commands.server.ts'
import type { PathCard, StampCard, StreakCard } from '#app/domain/standing/standing.ts'

/** What the demo program pays, in the manner of a real developer community: a first time is worth much more, ladders are long, ideas pay in stages. */
export const rules: readonly Partial<RuleDefinition>[] = [
  { title: 'Articles', about: 'Write about what you built or learned.', kinds: ['generic:article.published'], points: 200, firstPoints: 1500 },
  { title: 'Videos', kinds: ['generic:video.published'], points: 400, firstPoints: 1500, limits: [{ window: 'week', count: 2 }] },
  { title: 'Talks', about: 'A meetup counts as much as a conference.', kinds: ['generic:talk.given'], points: 800 },
  {
    title: 'Merged pull requests',
    about: 'Any repository of ours, any size.',
    kinds: ['github:pull_request.merged'],
    condition: { all: [{ fact: 'to_default_branch', op: 'is', value: true }] },
    points: 250,
    firstPoints: 750,
    limits: [{ window: 'day', count: 5 }],
  },
  {
    title: 'Reviews of merged work',
    about: 'Paid when the pull request is merged.',
    kinds: ['github:pull_request.merged'],
    to: { who: 'pull_request_review.submitted' },
    points: 80,
  },
  {
    title: 'Accepted answers',
    about: 'Somebody asked, you helped, they said so.',
    kinds: ['github:discussion.answered'],
    condition: { all: [{ fact: 'category', op: 'is', value: 'Q&A' }] },
    points: 150,
    firstPoints: 500,
    limits: [{ window: 'day', count: 5 }],
  },
  { title: 'Good bug reports', about: 'An issue that was fixed.', kinds: ['github:issues.closed_as_completed'], points: 60 },
  {
    title: 'Helpful comments',
    kinds: ['github:issue_comment.created', 'github:discussion_comment.created'],
    condition: { all: [{ fact: 'comment_length', op: 'at_least', value: 40 }] },
    points: 10,
    limits: [{ window: 'day', count: 3 }],
  },
  { title: 'Stars', kinds: ['github:star.created'], points: 5, limits: [{ window: 'ever', count: 3 }] },
  { title: 'Releases', kinds: ['github:release.published'], condition: { all: [{ fact: 'prerelease', op: 'is_not', value: true }] }, points: 300 },
  { title: 'Ideas', about: 'First step of three.', kinds: ['generic:idea.submitted'], points: 100, limits: [{ window: 'week', count: 3 }] },
  { title: 'Ideas we plan', about: 'Second step of three.', kinds: ['generic:idea.planned'], points: 500 },
  { title: 'Ideas we built', about: 'Third step of three.', kinds: ['generic:idea.implemented'], points: 3000 },
  { title: 'Translations', kinds: ['generic:translation.contributed'], points: 120, limits: [{ window: 'day', count: 3 }] },
  {
    title: 'Languages we are short of',
    about: 'Extra for Portuguese and Japanese.',
    kinds: ['generic:translation.contributed', 'generic:article.published'],
    condition: { all: [{ fact: 'language', op: 'one_of', value: ['pt', 'ja'] }] },
    points: 80,
  },
  { title: 'Events', kinds: ['generic:event.attended'], points: 50 },
  { title: 'Courses', kinds: ['generic:course.completed'], points: 150, firstPoints: 300 },
  { title: 'Full cards', about: 'Paid whenever a stamp card is full.', kinds: ['hub:card.filled'], points: 100 },
  { title: 'Quizzes', about: 'Each quiz once, when you pass it.', kinds: ['hub:quiz.passed'], points: 60 },
  {
    title: 'Talk on Discord',
    about: 'Conversation counts a little, and not every line of it.',
    kinds: ['discord:message.posted', 'discord:reply.posted'],
    points: 2,
    cooldown: { minutes: 5, per: 'member' },
    limits: [{ window: 'day', count: 3 }],
  },
  { title: 'Forum posts on Discord', kinds: ['discord:forum.posted'], points: 10, limits: [{ window: 'day', count: 1 }] },
  { title: 'Another year here', kinds: ['hub:anniversary'], points: 365 },
]

/** Written, not yet switched on. */
export const draft: Partial<RuleDefinition> = {
  title: 'Apps in the gallery',
  about: 'From next season on.',
  kinds: ['generic:app.published'],
  points: 2000,
}

const ladder = [1, 5, 10, 25, 50]

export const badges: readonly NewBadge[] = [
  { slug: 'author', title: 'Author', story: 'Articles that others read to the end.', kinds: ['generic:article.published'], tiers: ladder },
  { slug: 'builder', title: 'Builder', story: 'Pull requests that made it in.', kinds: ['github:pull_request.merged'], tiers: ladder },
  { slug: 'helper', title: 'Helper', story: 'Answers that were accepted.', kinds: ['github:discussion.answered'], tiers: ladder },
  { slug: 'scout', title: 'Scout', story: 'Reports that led to a fix.', kinds: ['github:issues.closed_as_completed'], tiers: ladder },
  { slug: 'voice', title: 'Voice', story: 'Talks and videos.', kinds: ['generic:talk.given', 'generic:video.published'], tiers: ladder },
  { slug: 'bridge', title: 'Bridge', story: 'Words carried into another language.', kinds: ['generic:translation.contributed'], tiers: ladder },
  { slug: 'visionary', title: 'Visionary', story: 'Ideas that became real.', kinds: ['generic:idea.implemented'], tiers: ladder },
  { slug: 'learner', title: 'Learner', story: 'Courses finished.', kinds: ['generic:course.completed'], tiers: ladder },
  { slug: 'regular', title: 'Regular', story: 'Once more for every three events.', kinds: ['generic:event.attended'], tiers: [], every: 3 },
  {
    slug: 'polyglot',
    title: 'Polyglot',
    story: 'Nobody asked for it. You did it anyway.',
    kinds: ['generic:translation.contributed'],
    tiers: [3],
    secret: true,
  },
  { slug: 'thank-you', title: 'Thank you', story: 'From the people who run this place.', kinds: [], tiers: [1] },
]

/** What is kept up in the demo program. */
export const streaks: readonly Omit<StreakCard, 'id'>[] = [
  { slug: 'weekly', title: 'Every week', unit: 'week', kinds: [], freezeEvery: 4, freezesMost: 2, retired: false },
  { slug: 'daily', title: 'Every day', unit: 'day', kinds: [], freezeEvery: 7, freezesMost: 2, retired: false },
]

/** The demo program's stamp cards; what was done before they were made fills them too. */
export const cards: readonly Omit<StampCard, 'id' | 'retired'>[] = [
  {
    slug: 'ten-hands',
    title: 'Ten helping hands',
    story: 'Answers and comments that moved somebody on.',
    kinds: ['github:discussion.answered', 'github:issue_comment.created', 'github:discussion_comment.created'],
    places: 10,
    repeating: true,
    offerHours: 120,
    startsAt: new Date(0),
  },
  {
    slug: 'first-five',
    title: 'The first five',
    story: 'Five pieces of work, and the reviewers know your name.',
    kinds: ['github:pull_request.merged', 'generic:article.published', 'generic:talk.given'],
    places: 5,
    repeating: false,
    offerHours: 0,
    startsAt: new Date(0),
  },
]

/** The demo program's path. */
export const paths: readonly Omit<PathCard, 'id'>[] = [
  {
    slug: 'from-learner-to-adviser',
    title: 'From learner to adviser',
    story: 'Learn it, show it to others, then help to decide where it goes.',
    retired: false,
    stages: [
      {
        title: 'Learner',
        story: 'Finish two courses.',
        needs: [{ type: 'kinds', kinds: ['generic:course.completed'], count: 2, words: 'courses' }],
        perks: ['The study group'],
      },
      {
        title: 'Teacher',
        story: 'Write two articles, and help somebody with an answer.',
        needs: [
          { type: 'kinds', kinds: ['generic:article.published'], count: 2, words: 'articles' },
          { type: 'badge', badge: 'helper', tier: 1 },
        ],
        perks: ['Reviewing drafts of others'],
      },
      {
        title: 'Adviser',
        story: 'People lean on what you add.',
        needs: [{ type: 'level', rank: 3 }],
        perks: ['The monthly call with the maintainers'],
      },
    ],
  },
  {
    slug: 'your-first-month',
    title: 'Your first month',
    story: 'From the first look around to something of yours that everybody uses.',
    retired: false,
    stages: [
      {
        title: 'Arrived',
        story: 'See how this place works, and let people know who you are.',
        needs: [
          { type: 'challenge', challenge: 'say-hello', title: 'Look around' },
          { type: 'challenge', challenge: 'introduce-yourself', title: 'Introduce yourself' },
        ],
        perks: ['A welcome by name at the next call'],
      },
      {
        title: 'Knows the ropes',
        story: 'Know how a contribution travels.',
        needs: [{ type: 'challenge', challenge: 'know-the-ropes', title: 'Know the ropes' }],
        perks: [],
      },
      {
        title: 'Contributor',
        story: 'One change of yours is merged.',
        needs: [{ type: 'challenge', challenge: 'first-merge', title: 'Your first merged change' }],
        perks: ['A say in what the next release holds'],
      },
    ],
  },
]
