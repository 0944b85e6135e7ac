// What the demo community shows one another, meets for and aims at. Days count from today; negative ones lie in the past.

export type DemoContest = {
  title: string
  summary: string
  body: string
  way: 'vote' | 'jury' | 'bracket'
  takes: ('text' | 'link')[]
  days: readonly [number, number, number, number]
  votesEach?: number
  prizes: string
  criteria?: string
  jurors?: string
  entries: readonly { by: string; title: string; text: string; url?: string }[]
}

export const contests: readonly DemoContest[] = [
  {
    title: 'The bug that taught me something',
    summary: 'A bug, what it was in the end, and what you do differently since.',
    body: 'Tell it in a few lines: **what you saw**, **what it was**, and **what you do differently since**. Short beats complete. Names of employers stay out of it.',
    ...{ way: 'vote', takes: ['text', 'link'], days: [-60, -45, -45, -30], votesEach: 2, prizes: '500, thank-you\n250\n100' },
    entries: [
      {
        by: 'hana-kowalski',
        title: 'Midnight in Chicago',
        text: 'Every report was right except the one for the first of the month. I had grouped by day in UTC. Since then no date leaves my hands without its zone.',
      },
      {
        by: 'tomasz-wrona',
        title: 'The retry that paid twice',
        text: 'A timeout is not a no. I retried, and the first call had gone through. Now every call that moves something carries a key.',
      },
      {
        by: 'aisha-rahman',
        title: 'Sorting by text',
        text: 'Version 10 came before version 9 for two weeks, and nobody saw it because we had never had a version 10.',
      },
      {
        by: 'erik-solberg',
        title: 'An empty list is true',
        text: 'all([]) is true. My check for “every reviewer approved” let through what nobody had looked at.',
      },
    ],
  },
  {
    title: 'Show your workbench',
    summary: 'Where you work, and the one thing on it you would not give away.',
    body: 'A link to a picture, or a description that lets us see it. Tell us about **one object** on your desk and why it is there.\n\nTidy desks are welcome, and so are the others.',
    ...{ way: 'vote', takes: ['link', 'text'], days: [-14, -4, -4, 6], votesEach: 3, prizes: '300\n150\n75' },
    entries: [
      {
        by: 'ines-okafor',
        title: 'Two screens and a fan',
        text: 'The fan is older than the router. When the light goes, it goes first, and I know I have ten minutes to push.',
      },
      {
        by: 'yuki-tanaka',
        title: 'A dictionary with tea stains',
        text: 'I translate with three tabs and one paper dictionary. The stains are on the pages I need most.',
      },
      {
        by: 'mateus-silva',
        title: 'Kitchen table, third chair',
        text: 'At six it is a desk, at eight it is breakfast. My one object is the timer that says when it changes.',
      },
      {
        by: 'maya-lindqvist',
        title: 'The whiteboard behind me',
        text: 'It says “measure first” since 2021. I have wiped around it for every drawing since.',
      },
      {
        by: 'ruben-castillo',
        title: 'A box of adapters',
        text: 'What did you expect from the maintainer of the adapters.',
        url: 'https://people.example/ruben/desk',
      },
    ],
  },
  {
    title: 'Name the release',
    summary: 'Six names, three rounds, one release.',
    body: 'The next release gets the name that is left at the end. One word, easy to say in your language too.',
    ...{ way: 'bracket', takes: ['text'], days: [-20, -6, -6, 6], prizes: '200' },
    entries: [
      { by: 'lucas-moreau', title: 'Marjolaine', text: 'It grows on balconies and asks for little.' },
      { by: 'chiara-ricci', title: 'Bottega', text: 'A workshop with the door open.' },
      { by: 'priya-nair', title: 'Monsoon', text: 'It comes once, and everything is green after it.' },
      { by: 'daniel-mensah', title: 'Kente', text: 'Many strips, woven by many hands.' },
      { by: 'sofia-petrova', title: 'Mountain mint', text: 'You step on it, and it smells better.' },
      { by: 'erik-solberg', title: 'Skerry', text: 'A small island that ships must know about.' },
    ],
  },
  {
    title: 'A first page for a newcomer',
    summary: 'Write the page you would have needed on your first day.',
    body: 'One page, any language. The jury looks at whether a newcomer could follow it alone.\n\n- It says who it is for.\n- It works when you do what it says.\n- It ends with the next step.',
    ...{ way: 'jury', takes: ['link', 'text'], days: [-3, 11, 12, 18], prizes: '800\n400\n200' },
    criteria: 'Can be followed alone\nWarm and plain\nLeads on',
    jurors: '@yuki-tanaka, @ines-okafor, @ruben-castillo',
    entries: [
      {
        by: 'priya-nair',
        title: 'From clone to first test in ten minutes',
        text: 'For people who know Git and have never seen this repository. Four commands, and what each should print.',
      },
    ],
  },
]

export const events = [
  {
    ...{ title: 'Autumn meetup in Berlin', place: 'Kiefholzstraße 2, Berlin', day: -24, hours: [18, 21], zone: 'Europe/Berlin', points: 100 },
    summary: 'Three short talks, long breaks.',
    body: 'Talks on indexing, on saying no, and on a queue that never forgot. The breaks are on purpose.',
    there: ['maya-lindqvist', 'tomasz-wrona', 'lucas-moreau', 'erik-solberg', 'chiara-ricci'],
  },
  {
    ...{ title: 'Docs week', place: '', day: -1, hours: [6, 20], zone: 'UTC', points: 50, length: 6 },
    summary: 'A week in which every pull request to the docs gets a review within a day.',
    body: 'Join whenever you like. The code is on the screen of the daily call; checking in once is enough.',
    there: ['yuki-tanaka', 'mateus-silva'],
  },
  {
    ...{ title: 'Contributors’ breakfast', place: 'Rue de Paradis 10, Paris', day: 13, hours: [9, 11], zone: 'Europe/Paris', points: 100 },
    summary: 'Coffee, croissants, and one hour of reading code aloud.',
    body: 'Bring a piece of code you are proud of, or one you would like to understand. We read it aloud and say what we see.',
    there: [],
  },
] as const

export const teams = [
  {
    name: 'Docs gardeners',
    about: 'Pages that are true, short and friendly.',
    who: ['yuki-tanaka', 'ines-okafor', 'chiara-ricci', 'mateus-silva', 'lucas-moreau'],
  },
  {
    name: 'Bug hunters',
    about: 'From a strange report to a test that fails.',
    who: ['tomasz-wrona', 'erik-solberg', 'hana-kowalski', 'daniel-mensah'],
  },
  { name: 'Fast lane', about: 'We measure, then we change one thing.', who: ['maya-lindqvist', 'ruben-castillo', 'priya-nair', 'aisha-rahman'] },
] as const

export const citations = [
  'Answered where others had given up, and wrote down what they found, so that nobody has to ask it again.',
  'Reviewed more than anybody else this month, and every review taught something. People say they hand in better work because of it.',
  'Came to help with one page and stayed for forty. The first hour of every newcomer is better for it.',
]
