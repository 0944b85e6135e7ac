/** What can be sent: the template's name and what stands in it. The templates themselves live in `emails/`. */
export type Content =
  | { template: 'confirm-address'; fill: { program: string; name: string; link: string } }
  | { template: 'already-member'; fill: { program: string; name: string; signIn: string; reset: string } }
  | { template: 'reset-password'; fill: { program: string; name: string; link: string } }
  | { template: 'password-changed'; fill: { program: string; name: string; reset: string } }
  | { template: 'account-linked'; fill: { program: string; name: string; account: string; channel: string; link: string } }
  | { template: 'points-given'; fill: { program: string; name: string; points: string; reason: string; taken: boolean; link: string } }
  | { template: 'points-expire'; fill: { program: string; name: string; points: string; day: string; last: boolean; link: string } }
  | { template: 'campaign-news'; fill: { program: string; name: string; title: string; banner: string; until: string; last: boolean; link: string } }
  | { template: 'card-nudge'; fill: { program: string; name: string; card: string; left: number; until: string; link: string } }
  | { template: 'word'; fill: { program: string; name: string; title: string; words: string; quote: string; deed: string; link: string } }
  | { template: 'order-news'; fill: { program: string; name: string; heading: string; words: string; why: string; link: string } }

export type TemplateName = Content['template']

/** A message to put into the outbox. One per key, for good. `guarded`: only an owner may open it on the managers' page, for it opens a door of staff. */
export type Outgoing = Content & { key: string; member: number | null; to: string; guarded?: boolean }

/** What the managers' pages call each kind of mail. */
export const templateTitles: Record<TemplateName, string> = {
  'confirm-address': 'Finish joining',
  'already-member': 'You have an account already',
  'reset-password': 'Choose a new password',
  'password-changed': 'Your password was changed',
  'account-linked': 'An account was linked',
  'points-expire': 'Points are about to expire',
  'points-given': 'Points given by hand',
  'campaign-news': 'A campaign begins or is about to end',
  'card-nudge': 'A card is nearly full',
  word: 'An answer or a decision',
  'order-news': 'News about an order or a wish',
}

export const messageStates = ['waiting', 'sending', 'sent', 'kept', 'parked'] as const
export type MessageState = (typeof messageStates)[number]

/** A message in the managers' list. */
export type MessageRow = {
  id: number
  template: string
  toAddress: string
  memberId: number | null
  state: MessageState
  attempts: number
  subject: string | null
  error: string | null
  createdAt: Date
  sentAt: Date | null
}

/** One message with its words, as far as they are kept and the reader may see them. */
export type MessageView = MessageRow & { text: string | null; html: string | null; withheld: string | null }

/** How often sending is tried before a manager has to look. */
export const mostTries = 8
