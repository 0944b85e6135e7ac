import type { SubmissionResult } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { SwitchField } from '#app/components/ui/checkbox-field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import type { ChoiceGroup } from '#app/components/ui/select-field.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'

import { MarkdownField } from './markdown-field.tsx'

export type CampaignStart = {
  title: string
  story: string
  timeZone: string
  startsAt: string
  endsAt: string
  budget: string
  banner: string
  tone: string
  announce: boolean
  mails: boolean
}

type Props = {
  start: CampaignStart
  zones: ChoiceGroup[]
  version: number
  result: SubmissionResult<string[]> | null
  refusal: string | null
  pointsName: string
}

const colors = [
  { value: 'leaf', label: 'Green' },
  { value: 'gold', label: 'Gold' },
  { value: 'grove', label: 'Dark' },
]

/** What a campaign is, when it is, what it may pay, and what its banner says. */
export function CampaignForm({ start, zones, version, result, refusal, pointsName }: Props) {
  const saving = useNavigation().formMethod === 'POST'
  const sent = result?.initialValue as Partial<CampaignStart> | undefined
  const at = (name: keyof CampaignStart) => ({ id: name, name, errors: result?.error?.[name] ?? undefined })
  const text = (name: Exclude<keyof CampaignStart, 'announce' | 'mails'>): string => (sent ? String(sent[name] ?? '') : start[name])
  return (
    <Form method="post" noValidate className="flex max-w-3xl flex-col gap-7">
      <input type="hidden" name="basedOn" value={version} />
      {(refusal ?? result?.error) && <Notice tone="danger" announce title={refusal ?? 'Something does not fit yet. What you wrote is still here.'} />}
      <TextField field={at('title')} label="Title" defaultValue={text('title')} maxLength={80} required />
      <MarkdownField field={at('story')} label="Its page" hint="What it is about, and why now. Markdown." start={text('story')} rows={7} />
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-3">
        <TextField field={at('startsAt')} label="Starts" type="datetime-local" defaultValue={text('startsAt')} hint="Empty: when you start it." />
        <TextField field={at('endsAt')} label="Ends" type="datetime-local" defaultValue={text('endsAt')} hint="Its challenges close then." />
        <SelectField field={at('timeZone')} label="In the zone" choices={zones} defaultValue={text('timeZone')} />
      </div>
      <TextField
        field={at('budget')}
        label="Budget"
        type="number"
        min={1}
        unit={pointsName}
        defaultValue={text('budget')}
        hint="When it is used up, nobody new can begin; whoever has begun is still paid. Empty: no bound."
      />
      <TextField
        field={at('banner')}
        label="Banner on the home page"
        defaultValue={text('banner')}
        maxLength={140}
        hint="One line. Empty: no banner."
      />
      <RadioCards field={at('tone')} label="Color of the banner" cards={colors} defaultValue={text('tone')} />
      <SwitchField
        field={at('announce')}
        label="Tell all members when it starts"
        hint="A notice in the hub, once."
        defaultChecked={sent ? sent.announce !== undefined : start.announce}
      />
      <SwitchField
        field={at('mails')}
        label="Write to members by mail"
        hint="When it starts; and three days before its end, to those who have not done all of it, if it takes a week or longer. Members can switch these mails off."
        defaultChecked={sent ? sent.mails !== undefined : start.mails}
      />
      <div>
        <Button name="do" value="save" pending={saving}>
          Save the campaign
        </Button>
      </div>
    </Form>
  )
}
