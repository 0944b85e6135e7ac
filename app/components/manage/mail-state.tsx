import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import type { MessageState } from '#app/domain/outbox/messages.ts'

export const mailStates: Record<MessageState, { label: string; tone: PillTone; means: string }> = {
  waiting: { label: 'Waiting', tone: 'waiting', means: 'It leaves within a few seconds.' },
  sending: { label: 'Sending', tone: 'waiting', means: 'It is on its way to the mail server.' },
  sent: { label: 'Sent', tone: 'good', means: 'The mail server took it.' },
  kept: { label: 'Kept', tone: 'quiet', means: 'It was not sent: no mail server is set.' },
  parked: { label: 'Stuck', tone: 'bad', means: 'Sending it failed too often.' },
}

/** The state of a mail as a pill. */
export function MailPill({ state }: { state: MessageState }) {
  return <Pill tone={mailStates[state].tone}>{mailStates[state].label}</Pill>
}
