import { randomBytes } from 'node:crypto'
import type { Adapter, Delivery, KindCard } from '#app/contract/adapter.ts'
import { parseJson } from '#integrations/kit/body.ts'
import { verifySignature, type SignatureScheme } from '#integrations/kit/signature.ts'
import { tokenHeader, verifyToken } from '#integrations/kit/token.ts'
import { completeVoided, statementPage } from './ask.ts'
import { nameOf, readDelivered } from './statements.ts'

/** Webhooks of the ADL LRS: https://github.com/adlnet/ADL_LRS/wiki/Webhooks */
const scheme: SignatureScheme = { algorithm: 'sha1', header: 'x-lrs-signature', prefix: '', encoding: 'hex', signed: '{body}', secret: 'text' }
const isSigned = (delivery: Pick<Delivery, 'headers'>) => scheme.header in delivery.headers

/** `Basic …` as the token that it carries as a password: the name before it may be any. Other headers stay as they are. */
function withPassword(delivery: Delivery): Delivery {
  const encoded = /^basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(delivery.headers.authorization ?? '')?.[1]
  const bytes = Buffer.from(encoded ?? '', 'base64')
  // One text for one password: what is cut off at its end would be read as the same otherwise.
  const password = bytes.toString('base64') === encoded ? /^[^:]*:(\S+)$/.exec(bytes.toString('utf8'))?.[1] : undefined
  return password ? { ...delivery, headers: { ...delivery.headers, ...tokenHeader(password) } } : delivery
}

const facts: KindCard['facts'] = {
  course: { label: 'the address that names the course', type: 'text' },
  activity_type: { label: 'what kind of thing it is', type: 'text', values: ['course', 'lesson', 'assessment', 'module'] },
  score: { label: 'the score in percent', type: 'number' },
  platform: { label: 'where it was done', type: 'text' },
}

const kinds: Readonly<Record<string, KindCard>> = {
  'course.completed': { when: 'a course is completed', did: 'Completed a course', noun: ['completed course', 'completed courses'], facts },
  'exam.passed': { when: 'an exam is passed', did: 'Passed an exam', noun: ['passed exam', 'passed exams'], facts },
  'statement.voided': {
    when: 'a learning record is taken back',
    did: 'Had a learning record taken back',
    noun: ['learning record taken back', 'learning records taken back'],
    facts: {},
    undo: true,
  },
}

/** xAPI: what a learning record store forwards or is asked for: courses completed and exams passed, once for each course and person. */
export const xapi: Adapter = {
  id: 'xapi',
  title: 'Learning records (xAPI)',
  kinds,
  secrets: ['webhook'],
  byAddress: true,
  trust: (delivery) => (isSigned(delivery) ? 'signed' : 'token'),
  access: [
    { name: 'site', label: 'xAPI address of the LRS', hint: 'https://lrs.example.com/xapi, without /statements', optional: true },
    { name: 'name', label: 'Name (key) of a reader', hint: 'A client with the scope statements/read', optional: true },
    { name: 'api_key', label: 'Password (secret) of the reader', hint: 'It belongs to the name above.', secret: true, optional: true },
  ],
  setup: {
    steps: [
      'In your learning record store (LRS) make a client that may read statements, and enter its address, name and password here under Past and access: the hub asks every hour for what is new, and what a voided statement said.',
      'To hear at once, forward statements too: in Learning Locker under Settings, Statement forwarding, in other stores where statements are copied to another LRS.',
      'Address: {url} with the method POST.',
      'Authentication: Basic, with any name and {secret} as the password; where only a token can be entered, the secret as a bearer token. An ADL LRS signs instead, with the secret of its hook.',
      'Forward the verbs completed, passed and voided, and complete a test course: it appears here.',
    ],
    docs: 'https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Communication.md#stmtres',
  },
  newSecret: () => randomBytes(24).toString('hex'),
  verify: (delivery, secrets) =>
    isSigned(delivery) ? verifySignature(scheme, delivery, secrets.webhook) : verifyToken(withPassword(delivery), secrets.webhook),
  sign: (_body, headers, secret) => ({
    'content-type': 'application/json',
    'x-experience-api-version': '1.0.3',
    ...headers,
    authorization: `Basic ${Buffer.from(`lrs:${secret}`).toString('base64')}`,
  }),
  envelope: (delivery) => ({ deliveryId: delivery.digest, event: nameOf(parseJson(delivery.body)) }),
  read: readDelivered,
  complete: completeVoided,
  backfill: { statements: { title: 'Statements', every: 1, kinds: ['course.completed', 'exam.passed'], page: statementPage } },
}
