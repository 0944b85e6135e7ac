import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import type { Trigger } from '#app/domain/announcements/announcements.ts'

import { type Draft, DraftChoice, DraftLine, DraftLines } from './draft-fields.tsx'

type Choice = { value: string; label: string }

/** What a form for one trigger offers. `gives` has what the channel can give for it, with the hint for its target. */
export type AnnounceOffer = {
  when: Trigger
  whens: readonly Trigger[]
  badges: Choice[]
  levels: Choice[]
  kinds: Choice[]
  gives: { value: string; label: string; target: string | null }[]
}

const labels: Record<Trigger, string> = { badge: 'For a badge', level: 'For a level', deed: 'For a deed' }

/** One sentence: when somebody holds this here, give them that there. */
export function AnnounceForm({
  offer,
  draft,
  slug,
  title,
  sourceId,
}: {
  offer: AnnounceOffer
  draft: Draft
  slug: string
  title: string
  sourceId: number
}) {
  const busy = useNavigation().formData?.get('do') === 'add'
  const { when, gives } = offer
  const targets = gives.filter((gift) => gift.target !== null)
  const speaks = gives.some((gift) => gift.value === 'post' || gift.value === 'comment')
  return (
    <>
      {offer.whens.length > 1 && (
        <div className="mb-5">
          <TabLinks
            look="chips"
            label="When"
            tabs={offer.whens.map((one) => ({ label: labels[one], to: `/manage/channels/${slug}/gives?when=${one}#add`, current: one === when }))}
          />
        </div>
      )}
      <Form method="post" className="flex max-w-2xl flex-col items-start gap-5">
        <input type="hidden" name="trigger" value={when} />
        <input type="hidden" name="sourceId" value={sourceId} />
        <div className="grid w-full gap-5 sm:grid-cols-2">
          {when === 'badge' && <DraftChoice draft={draft} name="badge" label="Whoever holds the badge" choices={offer.badges} />}
          {when === 'badge' && (
            <DraftLine draft={{ tier: '1', ...draft }} name="tier" label="From this many on" type="number" min={1} hint="For badges with tiers." />
          )}
          {when === 'level' && <DraftChoice draft={draft} name="level" label="Whoever has reached the level" choices={offer.levels} />}
          {when === 'deed' && <DraftChoice draft={draft} name="kind" label="When this counts for somebody" choices={offer.kinds} />}
          <DraftChoice draft={draft} name="give" label={`Gets on ${title}`} choices={gives} />
          {targets.length > 0 && (
            <DraftLine draft={draft} name="target" label="Which" hint={targets.map((gift) => `${gift.label}: ${gift.target}`).join(' ')} />
          )}
        </div>
        {speaks && (
          <div className="w-full">
            <DraftLines
              draft={draft}
              name="words"
              label={when === 'deed' ? 'What it says' : 'What it says (for a post)'}
              hint={
                when === 'deed'
                  ? 'You can use {name}, {handle}, {points}, {title} and {link}, the page that says why.'
                  : 'You can use {name}. Everything else is given without words.'
              }
            />
          </div>
        )}
        <Button name="do" value="add" pending={busy}>
          Give it
        </Button>
      </Form>
    </>
  )
}
