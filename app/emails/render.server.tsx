import { render } from '@react-email/render'
import type { ReactElement } from 'react'
import { AccountLinked, subject as accountLinked } from './templates/account-linked.tsx'
import { AlreadyMember, subject as alreadyMember } from './templates/already-member.tsx'
import { CampaignNews, subject as campaignNews } from './templates/campaign-news.tsx'
import { CardNudge, subject as cardNudge } from './templates/card-nudge.tsx'
import { ConfirmAddress, subject as confirmAddress } from './templates/confirm-address.tsx'
import { OrderNews, subject as orderNews } from './templates/order-news.tsx'
import { PasswordChanged, subject as passwordChanged } from './templates/password-changed.tsx'
import { PointsExpire, subject as pointsExpire } from './templates/points-expire.tsx'
import { PointsGiven, subject as pointsGiven } from './templates/points-given.tsx'
import { ResetPassword, subject as resetPassword } from './templates/reset-password.tsx'
import { Word, subject as word } from './templates/word.tsx'

type Template<Fill> = { subject: (fill: Fill) => string; letter: (fill: Fill) => ReactElement }

const template = <Fill,>(subject: (fill: Fill) => string, letter: (fill: Fill) => ReactElement): Template<Fill> => ({ subject, letter })

/** Every template by its name. */
const templates = {
  'confirm-address': template(confirmAddress, ConfirmAddress),
  'already-member': template(alreadyMember, AlreadyMember),
  'reset-password': template(resetPassword, ResetPassword),
  'password-changed': template(passwordChanged, PasswordChanged),
  'account-linked': template(accountLinked, AccountLinked),
  'points-expire': template(pointsExpire, PointsExpire),
  'points-given': template(pointsGiven, PointsGiven),
  'campaign-news': template(campaignNews, CampaignNews),
  'card-nudge': template(cardNudge, CardNudge),
  word: template(word, Word),
  'order-news': template(orderNews, OrderNews),
}

type Templates = typeof templates
/** A template's name together with what stands in it. */
export type Letterhead = { [Name in keyof Templates]: { template: Name; fill: Parameters<Templates[Name]['letter']>[0] } }[keyof Templates]

/** Writes a mail: subject on one line, plain text and HTML. */
export async function renderMail(content: Letterhead): Promise<{ subject: string; text: string; html: string }> {
  const { subject, letter } = templates[content.template] as Template<Letterhead['fill']>
  const html = await render(letter(content.fill))
  const text = await render(letter(content.fill), {
    plainText: true,
    htmlToTextOptions: { selectors: [{ selector: 'h1', options: { uppercase: false } }] },
  })
  return { subject: subject(content.fill).replace(/\s+/g, ' '), text, html }
}
