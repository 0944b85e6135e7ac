import { type Chance, chanceFrom } from './chance.ts'
import * as deed from './deeds.ts'
import type { Sent } from './deeds.ts'
import { type Repository, repositories } from './github.ts'
import { type Leaning, type Person, bot, people } from './people.ts'
import * as titles from './titles.ts'

const day = 86_400_000
const hour = 3_600_000

type Telling = { chance: Chance; now: Date; sent: Sent[]; next: number }

/** Half a year of the demo community up to `now`, oldest first: the same for the same moment. */
export function tellStory(now: Date, days = 200): Sent[] {
  const telling: Telling = { chance: chanceFrom(20_261_122), now, sent: [], next: 100 }
  for (let ago = days; ago >= 0; ago -= 1) tellDay(telling, new Date(now.getTime() - ago * day), ago)
  tellReleases(telling, days)
  return telling.sent.filter((sent) => sent.at <= now).sort((one, other) => one.at.getTime() - other.at.getTime())
}

function tellDay(telling: Telling, morning: Date, ago: number): void {
  const { chance } = telling
  for (const person of people) {
    if (ago > person.since * 30 || !chance.maybe(person.energy * 0.028)) continue
    const at = new Date(morning.getTime() - chance.below(20) * hour - chance.below(3_600) * 1000)
    tellDeed(telling, person, chance.pick(person.leanings), at)
  }
  if (chance.maybe(0.08)) tellBot(telling, morning)
  if (ago % 21 === 3) tellEvent(telling, morning)
}

const later = (telling: Telling, at: Date, hours: number): Date => new Date(at.getTime() + (0.2 + telling.chance.next()) * hours * hour)

function tellDeed(telling: Telling, by: Person, leaning: Leaning, at: Date): void {
  const id = (telling.next += 1)
  const { chance, sent } = telling
  switch (leaning) {
    case 'code':
    case 'review':
      return tellPullRequest(telling, leaning === 'code' ? by : other(telling, by), leaning === 'review' ? by : other(telling, by), at, id)
    case 'issue':
      return tellIssue(telling, by, at, id)
    case 'answer':
      return tellQuestion(telling, other(telling, by), by, at, id)
    case 'write': {
      const language = by.handle === 'mateus-silva' ? 'pt' : by.handle === 'yuki-tanaka' ? 'ja' : 'en'
      return void sent.push(deed.told(at, 'article.published', `article-${id}`, by, chance.pick(titles.articles), { language }))
    }
    case 'talk':
      return void sent.push(deed.told(at, chance.maybe(0.6) ? 'talk.given' : 'video.published', `talk-${id}`, by, chance.pick(titles.talks)))
    case 'translate': {
      const language = by.zone.startsWith('America') ? 'pt' : by.zone === 'Asia/Tokyo' ? 'ja' : 'de'
      return void sent.push(deed.told(at, 'translation.contributed', `translation-${id}`, by, chance.pick(titles.pages), { language }))
    }
    case 'learn':
      return void sent.push(deed.told(at, 'course.completed', `course-${id}`, by, chance.pick(titles.courses), { score: 70 + chance.below(31) }))
    case 'idea':
      return tellIdea(telling, by, at, id)
  }
}

function other(telling: Telling, than: Person): Person {
  const someone = telling.chance.pick(people)
  return someone === than ? other(telling, than) : someone
}

const place = (telling: Telling): Repository => telling.chance.pick(repositories)

function tellPullRequest(telling: Telling, author: Person, reviewer: Person, at: Date, number: number): void {
  const { chance, sent } = telling
  const request = { repository: place(telling), number, title: chance.pick(titles.pullRequests), author, openedAt: at }
  sent.push(deed.opened(request))
  const reviewedAt = later(telling, at, 20)
  sent.push(deed.reviewed(request, reviewer, reviewedAt, 2_900_000 + number))
  if (chance.maybe(0.8))
    sent.push(
      deed.merged(request, { handle: 'ruben-castillo', id: '70411005' }, later(telling, reviewedAt, 20), chance.maybe(0.04) ? 'spam' : undefined),
    )
}

function tellIssue(telling: Telling, author: Person, at: Date, number: number): void {
  const { chance, sent } = telling
  const report = { repository: place(telling), number, title: chance.pick(titles.issues), author, openedAt: at }
  sent.push(deed.reported(report))
  const text = chance.maybe(0.7) ? 'I can see it too, on the newest release; here is a recording of it.' : 'Same here'
  sent.push(deed.commented(report, other(telling, author), later(telling, at, 10), 3_500_000 + number, text))
  if (chance.maybe(0.6)) sent.push(deed.fixed(report, { handle: 'sam-whitfield', id: '70411023' }, later(telling, at, 90)))
}

function tellQuestion(telling: Telling, author: Person, helper: Person, at: Date, number: number): void {
  const { chance, sent } = telling
  const question = { repository: place(telling), number, title: chance.pick(titles.questions), author, openedAt: at }
  const answer = {
    id: 9_300_000 + number,
    by: helper,
    at: later(telling, at, 8),
    text: 'Yes: open the channel’s page, add the secret, and send a test event from there.',
  }
  sent.push(deed.asked(question), deed.replied(question, answer))
  if (chance.maybe(0.15)) {
    const aside = { id: 9_700_000 + number, by: other(telling, author), at: later(telling, answer.at, 4), text: 'Following.' }
    sent.push(deed.replied(question, aside))
  }
  if (!chance.maybe(0.75)) return
  const acceptedAt = later(telling, answer.at, 20)
  sent.push(deed.accepted(question, answer, acceptedAt))
  if (chance.maybe(0.06)) sent.push(deed.unaccepted(question, answer, later(telling, acceptedAt, 30)))
}

function tellIdea(telling: Telling, by: Person, at: Date, id: number): void {
  const { chance, sent } = telling
  const title = chance.pick(titles.ideas)
  sent.push(deed.told(at, 'idea.submitted', `idea-${id}:submitted`, by, title))
  if (!chance.maybe(0.45)) return
  const planned = later(telling, at, 400)
  sent.push(deed.told(planned, 'idea.planned', `idea-${id}:planned`, by, title))
  if (chance.maybe(0.4)) sent.push(deed.told(later(telling, planned, 900), 'idea.implemented', `idea-${id}:implemented`, by, title))
}

function tellBot(telling: Telling, at: Date): void {
  const request = {
    repository: place(telling),
    number: (telling.next += 1),
    title: 'Bump the patch versions',
    author: { ...bot, bot: true },
    openedAt: at,
  }
  telling.sent.push(deed.merged(request, { handle: 'ruben-castillo', id: '70411005' }, later(telling, at, 3)))
}

function tellEvent(telling: Telling, at: Date): void {
  const { chance, sent } = telling
  const id = (telling.next += 1)
  const title = chance.pick(titles.events)
  for (const person of people) {
    if (chance.maybe(0.3))
      sent.push(deed.told(new Date(at.getTime() + chance.below(3 * 3_600) * 1000), 'event.attended', `event-${id}-${person.id}`, person, title))
    if (chance.maybe(0.05)) sent.push(deed.starred(place(telling), person, new Date(at.getTime() + 2 * hour)))
  }
}

function tellReleases(telling: Telling, days: number): void {
  const [hub] = repositories
  const maintainer = { handle: 'ruben-castillo', id: '70411005' }
  for (let number = 1; number * 30 < days; number += 1) {
    telling.sent.push(
      deed.released(hub, maintainer, new Date(telling.now.getTime() - (days - number * 30) * day), 180_000 + number, `v0.${number}.0`),
    )
  }
}
