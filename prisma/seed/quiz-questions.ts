// Three banks of questions worth thinking about: contributing to open source, the product itself, and care for a community.
type Written = { tags: string[]; content: Record<string, unknown> }

const one = (right: string, ...wrong: string[]) => [{ text: right, percent: 100 }, ...wrong.map((text) => ({ text, percent: 0 }))]
const some = (rights: string[], wrongs: string[]) => [
  ...rights.map((text) => ({ text, right: true })),
  ...wrongs.map((text) => ({ text, right: false })),
]
const q = (tags: string, content: Record<string, unknown>): Written => ({ tags: tags.split(' '), content })

export const openSource: readonly Written[] = [
  q('git', {
    type: 'ordering',
    stem: 'You want to change something in a project that you cannot push to. Put the steps in order.',
    items: ['Fork the repository', 'Clone your fork', 'Make a branch', 'Commit your change', 'Push the branch to your fork', 'Open a pull request'],
    explanation:
      'The branch comes before the first commit: your `main` stays equal to theirs, and a second change does not drag the first one along.',
  }),
  q('git', {
    type: 'single',
    stem: 'Your pull request is three weeks old and conflicts with `main`. Reviewers have commented on single lines. What keeps their comments in place and makes the least noise?',
    options: one(
      'Merge `main` into your branch and push',
      'Rebase, and force-push over it',
      'Close it and open a new one',
      'Wait until a maintainer solves the conflict',
    ),
    explanation:
      'A rebase rewrites commits that people have already read: comments lose their lines, and nobody can see what changed since. Rebase freely *before* the first review; after it, merge.',
  }),
  q('git', {
    type: 'short',
    stem: 'Which `git` command (two words) shows who last changed each line of a file?',
    accepted: ['git blame', 'blame'],
    patterns: ['git blame *', 'git annotate*'],
    explanation:
      '`git blame` names the commit behind every line. Add `-w` to skip changes of white space. It is for finding the *why*, never for finding the guilty.',
  }),
  q('git', {
    type: 'code',
    stem: 'A repository has three commits on `main`. What does the last line print?',
    language: 'bash',
    code: 'git switch -c fix\ngit commit --allow-empty -m "One"\ngit commit --allow-empty -m "Two"\ngit rev-list --count main..fix',
    outputs: ['2'],
    explanation: '`main..fix` means: what `fix` reaches and `main` does not. The three older commits belong to both.',
  }),
  q('manners', {
    type: 'multiple',
    stem: 'You found a bug and want to report it. What makes a report that somebody can act on?',
    options: some(
      ['The shortest steps that show it', 'What you expected and what came instead', 'The version that you use'],
      ['A list of everybody who should look at it', 'How urgent it is for your company'],
    ),
    explanation:
      'Whoever reads it must see it happen on their own machine. Urgency and names put pressure on people, and give no information about the bug.',
  }),
  q('manners security', {
    type: 'single',
    stem: 'You discover that anybody can read private messages by changing a number in an address. What do you do first?',
    options: one(
      'Report it by the way that `SECURITY.md` names',
      'Open an issue with the steps',
      'Send a pull request that fixes it',
      'Write about it so that users can protect themselves',
    ),
    explanation:
      'An issue and a pull request are public from the first second: they tell attackers before there is a release. `SECURITY.md` names a private way, and how long you may have to wait.',
  }),
  q('licenses', {
    type: 'matching',
    stem: 'What does each license ask of somebody who passes the software on, changed?',
    pairs: [
      { left: 'MIT', right: 'Keep the notice, that is all' },
      { left: 'Apache 2.0', right: 'Keep the notice and say what was changed' },
      { left: 'GPL 3.0', right: 'Give the whole source under the same license' },
      { left: 'AGPL 3.0', right: 'The same, also to those who only use it over a network' },
    ],
    extra: ['Pay a fee to the authors'],
    explanation: 'Read the `LICENSE` file before you copy code into a project: what you bring in decides what you may ask of others.',
  }),
  q('manners', {
    type: 'single',
    stem: 'A maintainer closes your pull request with “thanks, but we do not want to maintain this”. What is the best next step?',
    options: [
      { text: 'Ask whether it could live outside, for example as an integration', percent: 100 },
      { text: 'Thank them and leave it', percent: 60 },
      { text: 'Ask other users to comment that they need it', percent: 0 },
      { text: 'Open it again with a better explanation', percent: 0 },
    ],
    explanation: 'The work of a change begins when it is merged: every line is kept for years. Many good ideas live well *beside* a project.',
  }),
  q('numbers', {
    type: 'numeric',
    stem: 'A test fails by chance in one of ten runs. A build has 20 such tests. In what percent of all builds do all of them pass? (A whole number is near enough.)',
    value: 12.16,
    tolerance: 1,
    explanation: '0.9 to the power of 20 is 0.12. That is why a “slightly” flaky test is worth repairing: together they make green a matter of luck.',
  }),
]

export const product: readonly Written[] = [
  q('points', {
    type: 'single',
    stem: 'A pull request that earned you 250 points is reverted. What happens to the points?',
    options: one(
      'A new line takes them back, and names the line it reverses',
      'The old line is deleted',
      'Nothing: what was earned stays',
      'A manager is asked to decide',
    ),
    explanation: 'The ledger is append-only. Both lines stay in *My activity*, each with its reason, so you can always see what happened.',
  }),
  q('points', {
    type: 'multiple',
    stem: 'You spend 500 points on a reward. What stays as it was?',
    options: some(['Your level', 'Your place on the board', 'Your badges'], ['Your spendable balance']),
    explanation: 'Levels and boards go by what you *earned*. Spending lowers only what you can spend.',
  }),
  q('points', {
    type: 'numeric',
    stem: 'A rule gives 150 points, 500 for the first one, at most 5 a day. You get seven answers accepted today; they are your first ever. How many points does the rule give you today?',
    value: 1100,
    tolerance: 0,
    explanation:
      '500 for the first and 4 × 150 = 600 for the next four. The sixth and seventh are kept in *My activity* with the words “at most 5 a day”.',
  }),
  q('channels', {
    type: 'ordering',
    stem: 'A discussion gets an accepted answer on GitHub. Put what happens in order.',
    items: [
      'GitHub signs the delivery and sends it',
      'The signature is verified',
      'The delivery is kept as it came',
      'It is read as an activity',
      'Rules say what it is worth, and why',
      'The line stands in the ledger',
    ],
    explanation:
      'Nothing is read before it is verified, and nothing is judged before it is stored: so a fault never loses a delivery, and it can be replayed.',
  }),
  q('channels', {
    type: 'single',
    stem: 'A platform sends the same delivery three times. How often do the points arrive?',
    options: one('Once', 'Three times, until a manager corrects it', 'Once a day', 'Not at all: repeated deliveries are refused'),
    explanation: 'Every delivery and every fact has a key that is unique in the database. Sending it again is welcome and changes nothing.',
  }),
  q('standing', {
    type: 'matching',
    stem: 'What decides each of these?',
    pairs: [
      { left: 'Level', right: 'Points earned in a lifetime, and badges' },
      { left: 'Streak', right: 'Doing something every day or week' },
      { left: 'Stamp card', right: 'Filling a number of places' },
      { left: 'Season', right: 'Points earned between two moments' },
    ],
    extra: ['Points that you have not spent'],
    explanation: 'Four different ways to be seen, on purpose: whoever comes late can still lead a season, whoever works quietly still fills a card.',
  }),
  q('channels', {
    type: 'code',
    stem: 'What does this print? It is how a channel’s signature is compared.',
    language: 'js',
    code: "const sent = 'sha256=AB12'\nconst [name, hex] = sent.split('=')\nconsole.log(name)\nconsole.log(hex.toLowerCase() === 'ab12')",
    outputs: ['sha256\ntrue'],
    explanation: 'The scheme’s name is cut off, and hex digits are compared without case. The real code also compares in constant time.',
  }),
  q('points', {
    type: 'short',
    stem: 'An activity gave you nothing. What is the page called that tells you why? (One word, as in its question.)',
    accepted: ['why', 'why?'],
    explanation:
      'Every line in *My activity* opens to its *why*: the rule, its version, the condition or the limit that decided. Also when the answer is “nothing”.',
  }),
]

export const care: readonly Written[] = [
  q('answers', {
    type: 'single',
    stem: 'Somebody asks a question that was answered ten times before. Which reply brings them back tomorrow?',
    options: [
      { text: 'A short answer, with a link to the longer one', percent: 100 },
      { text: 'A friendly link to the earlier answer', percent: 50 },
      { text: '“Please use the search”', percent: 0 },
      { text: 'Closing it as a duplicate', percent: 0 },
    ],
    explanation:
      'For you it is the tenth time, for them the first. Two sentences of answer say “you are right here”; the link says “and there is more”.',
  }),
  q('answers', {
    type: 'multiple',
    stem: 'What helps a newcomer to write a second post?',
    options: some(
      ['An answer within the first day', 'Being called by name', 'Hearing what was good about the first'],
      ['A list of all rules', 'A private message that asks for feedback on the forum'],
    ),
    explanation: 'The first answer matters more than the best one. Communities that answer within a day keep far more of those who came once.',
  }),
  q('conflict', {
    type: 'ordering',
    stem: 'Two regulars fight in a thread. Put your steps in order.',
    items: [
      'Read the whole thread',
      'Ask both in private what happened',
      'Say in the thread, calmly, what you expect of everybody',
      'If it goes on, pause the thread for a day',
      'Look back with both after a week',
    ],
    explanation:
      'Reading first saves you from siding with whoever wrote last. Public words set the rule for all; private words mend what is between two.',
  }),
  q('conflict', {
    type: 'single',
    stem: 'A very productive member is rude to beginners. Others excuse it: “but look what they do for us”. What costs the community most?',
    options: one('Letting it go on', 'Losing this member', 'The public discussion about it', 'The time of the moderators'),
    explanation:
      'Those who leave because of one rude answer never tell you. You see what one person gives, and never what a hundred would have given.',
  }),
  q('thanks', {
    type: 'single',
    stem: 'You want to thank somebody for a review. Which thanks works longest?',
    options: one(
      '“Your question about the empty case saved us a night. Thank you.”',
      '“Great job!”',
      '“Thanks to everyone who helped this week.”',
      'Fifty points without a word',
    ),
    explanation: 'Thanks that name the deed and what came of it can be believed, and show others what is valued here. Points with a reason do both.',
  }),
  q('thanks', {
    type: 'matching',
    stem: 'Who is easily overlooked, and where do you find their work?',
    pairs: [
      { left: 'Who answers at night', right: 'Times of first answers' },
      { left: 'Who translates', right: 'Pages in other languages' },
      { left: 'Who reviews', right: 'Comments on merged work' },
      { left: 'Who welcomes', right: 'First replies to newcomers' },
    ],
    extra: ['The board of the month'],
    explanation: 'Boards show those who do much of what is counted. Look once a month for those who do what is not.',
  }),
  q('numbers', {
    type: 'numeric',
    stem: 'Ten people are asked whether they would recommend the community. Six say 9 or 10, one says 8, three say 0 to 6. What is the score?',
    value: 30,
    tolerance: 0,
    explanation: '60% promoters minus 30% detractors. The person who said 8 counts in neither, but does make each share smaller.',
  }),
  q('answers', {
    type: 'short',
    stem: 'One word: what do you call a rule that everybody follows and nobody has written down?',
    accepted: ['norm', 'a norm', 'custom', 'convention', 'habit'],
    patterns: ['social norm*', 'unwritten *'],
    explanation: 'Norms do most of the work in a community. Newcomers learn them by watching, so what regulars do is your real code of conduct.',
  }),
]
