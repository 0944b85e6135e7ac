// What members of the demo community handed in, said and asked. Invented, like everything they do.

export const story = {
  slug: 'the-night-it-broke',
  title: 'The night it broke',
  summary: 'Tell what broke, how you found it, and what you changed so that it stays fixed.',
  body: `Everybody has one: the evening when something stopped, and what came after.

**What makes a good story**

- what you saw first, and what you thought it was
- what it really was
- one thing that you do differently since

Names of companies are not needed. The best ones are read aloud at the next meetup, if you like.`,
}

type Said = { verdict: 'approve' | 'return' | 'reject'; reason: string; points?: number; note?: string }
type Answer = { handle: string; language: string; hoursAgo: number; text: string; verdict?: Said; dispute?: string }

const certificate =
  'Our sign-in stopped at midnight on a Sunday. I first thought of the database, because it had been slow all week. It was a certificate that nobody had on a calendar. Since then a small job looks at every certificate once a day and writes to the team channel thirty days before one ends.'

/** Oldest first. */
export const answers: readonly Answer[] = [
  {
    handle: 'ines-okafor',
    language: 'en',
    hoursAgo: 420,
    text: 'A nightly import took the whole site down because one supplier sent a file of four gigabytes. I read files in pieces since then, and refuse what is larger than yesterday’s by ten times until somebody has looked.',
    verdict: { verdict: 'approve', reason: '', points: 160, note: 'The ten-times rule is worth a post of its own.' },
  },
  {
    handle: 'maya-lindqvist',
    language: 'en',
    hoursAgo: 70,
    text: 'Our search answered nothing for two hours. The index had been rebuilt into a folder that the web server was not allowed to read. We now check the new index with a real query before we switch to it.',
    verdict: {
      verdict: 'return',
      reason: 'A lovely one, and nearly there. Can you add how you found out that it was the folder? That is the part others can learn from.',
    },
  },
  {
    handle: 'tomasz-wrona',
    language: 'en',
    hoursAgo: 96,
    text: 'Deleted the wrong branch on a Friday, restored it from the reflog on a Saturday, wrote this on a Sunday. Since then branches are protected and I go for a walk before I clean up.',
    verdict: { verdict: 'reject', reason: 'This reads like a joke more than a story. Tell us what happened in between, and it counts.' },
    dispute: 'It did happen, and the part about protected branches is the change that was asked for. I am glad to add the commands if that helps.',
  },
  { handle: 'priya-nair', language: 'en', hoursAgo: 51, text: certificate },
  {
    handle: 'yuki-tanaka',
    language: 'ja',
    hoursAgo: 40,
    text: '深夜に翻訳のビルドが止まりました。原因は文字コードの違うファイルが一つ混ざっていたことでした。それ以来、変更を受け取る前に自動で文字コードを確認しています。再発はありません。',
  },
  {
    handle: 'zoe-martin',
    language: 'en',
    hoursAgo: 22,
    text: certificate.replace('on a Sunday', 'on a Saturday').replace('a small job', 'a little job'),
  },
  {
    handle: 'mateus-silva',
    language: 'pt',
    hoursAgo: 9,
    text: 'O nosso site ficou lento durante três dias e ninguém sabia porquê. Era uma tarefa antiga que apagava a cache a cada minuto. Desde então, cada tarefa tem um dono e uma data em que alguém pergunta se ainda é precisa.',
  },
]

/** What members say under the challenge, and whether it was worth their time. */
export const comments: readonly { handle: string; body: string; hoursAgo: number; useful: boolean }[] = [
  { handle: 'hana-kowalski', body: 'Start with what you saw, not with what it was. Much more fun to read.', hoursAgo: 200, useful: true },
  { handle: 'ines-okafor', body: 'I wrote mine in fifteen minutes, and my team still quotes it.', hoursAgo: 150, useful: true },
  { handle: 'erik-solberg', body: '', hoursAgo: 0, useful: false },
  { handle: 'grace-kimani', body: '', hoursAgo: 0, useful: true },
]

type Question = { handle: string; subject: string; body: string; page: string; pageTitle: string; hoursAgo: number; answer?: string }

export const questions: readonly Question[] = [
  {
    handle: 'isabel-torres',
    subject: 'May I write about a customer?',
    body: 'The best night I had was at a customer’s. I would leave out the name and everything that points to them. Is that fine with you?',
    page: '/challenges/the-night-it-broke',
    pageTitle: 'The night it broke',
    hoursAgo: 30,
  },
  {
    handle: 'maya-lindqvist',
    subject: 'Reviews on a second account',
    body: 'Some of my reviews came from my work account. Can they count for me as well?',
    page: '/activity',
    pageTitle: 'My activity',
    hoursAgo: 120,
    answer: 'Yes: link the account under Settings, Accounts. What it did before counts from that moment on.',
  },
]
