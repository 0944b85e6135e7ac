import type { KindCard } from '#app/contract/adapter.ts'

/** Facts that any message may carry. A message may have others too; these are the ones the rule editor offers. */
const facts: KindCard['facts'] = {
  topic: { label: 'the topic', type: 'text' },
  tags: { label: 'the tags', type: 'list' },
  language: { label: 'the language', type: 'text', values: ['en', 'de', 'es', 'fr', 'ja', 'pt'] },
  score: { label: 'the score', type: 'number' },
  consent: { label: 'the reference to a consent', type: 'text' },
  first: { label: 'being the first of its kind', type: 'boolean' },
}

const money: KindCard['facts'] = {
  amount: { label: 'the amount', type: 'number' },
  currency: { label: 'the currency', type: 'text', values: ['EUR', 'USD'] },
  product: { label: 'the product', type: 'text' },
}

function card(when: string, did: string, one: string, many: string): KindCard {
  return { when, did, noun: [one, many], facts }
}

/** The kinds of activity that a message's `type` may name. */
export const kinds: Readonly<Record<string, KindCard>> = {
  'article.published': card('an article is published', 'Published an article', 'article', 'articles'),
  'video.published': card('a video is published', 'Published a video', 'video', 'videos'),
  'talk.given': card('a talk is given', 'Gave a talk', 'talk', 'talks'),
  'translation.contributed': card('a translation is contributed', 'Contributed a translation', 'translation', 'translations'),
  'idea.submitted': card('an idea is submitted', 'Submitted an idea', 'idea', 'ideas'),
  'idea.planned': card('an idea is planned', 'Had an idea planned', 'planned idea', 'planned ideas'),
  'idea.implemented': card('an idea is implemented', 'Had an idea implemented', 'implemented idea', 'implemented ideas'),
  'event.attended': card('an event is attended', 'Attended an event', 'attended event', 'attended events'),
  'course.completed': card('a course is completed', 'Completed a course', 'completed course', 'completed courses'),
  'exam.passed': card('an exam is passed', 'Passed an exam', 'passed exam', 'passed exams'),
  'certificate.earned': card('a certificate is earned', 'Earned a certificate', 'certificate', 'certificates'),
  'purchase.made': { ...card('something is bought', 'Bought something', 'purchase', 'purchases'), facts: money },
  'contract.renewed': { ...card('a contract is renewed', 'Renewed a contract', 'renewal', 'renewals'), facts: money },
  'partner.reported': card(
    'a partner reports a contribution',
    'Contributed with a partner',
    'contribution with a partner',
    'contributions with partners',
  ),
  'question.answered': card('a question is answered', 'Answered a question', 'answer', 'answers'),
  'app.published': card('an app is published', 'Published an app', 'app', 'apps'),
  'reaction.given': card('a reaction is given', 'Gave a reaction', 'reaction', 'reactions'),
  'reach.counted': {
    ...card('the reach of a work is counted', 'Had a work’s reach counted', 'count of reach', 'counts of reach'),
    facts: {
      views: { label: 'the number of views', type: 'number' },
      downloads: { label: 'the number of downloads', type: 'number' },
      reactions: { label: 'the number of reactions', type: 'number' },
    },
  },
  'metric.reported': {
    ...card('a figure is reported', 'Had a figure reported', 'reported figure', 'reported figures'),
    facts: { metric: { label: 'the name of the figure', type: 'text' }, value: { label: 'the figure', type: 'number' } },
  },
  'product.used': {
    ...card('something is used in the product', 'Used the product', 'use of the product', 'uses of the product'),
    facts: { event: { label: 'the name of the event', type: 'text' }, ...facts },
  },
  reversal: { ...card('something is taken back', 'Had something taken back', 'reversal', 'reversals'), undo: true },
}
