import { Form, useNavigation } from '@remix-run/react'

import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { badgeForms, formOf, ladder } from '#app/domain/standing/badges.ts'
import type { BadgeCard } from '#app/domain/standing/standing.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'

import { Inline, Line, Lines, Sentence, Tick } from './plain-fields.tsx'
import { type Channel, RuleKinds } from './rule-kinds.tsx'

type Props = { badge: BadgeCard | null; cards: KindCards; channels: readonly Channel[] }

const hints = {
  tiered: 'A medal for every step of a ladder.',
  once: 'One medal, for good.',
  repeatable: 'Once more at every so many; the number shows.',
  manual: 'You give it to a member on their page, or a rule does.',
}

/** A badge, as a sentence: how it is granted, for what, and what its story is. */
export function BadgeForm({ badge, cards, channels }: Props) {
  const form = badge ? formOf(badge) : 'tiered'
  const tiers = badge && badge.tiers.length > 0 ? badge.tiers : ladder
  const count = badge?.every ?? (form === 'once' ? badge?.tiers[0] : undefined) ?? 10
  return (
    <Form method="post" preventScrollReset className="flex max-w-3xl flex-col gap-6">
      <input type="hidden" name="slug" value={badge?.slug ?? ''} />
      <div className="grid gap-5 sm:grid-cols-2">
        <Line name="title" label="Title" start={badge?.title} required />
        <Lines name="story" label="Story" start={badge?.story} hint="One line that makes it worth having." />
      </div>
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">How it is granted</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          {Object.entries(badgeForms).map(([value, label]) => (
            <label key={value} className="flex gap-3 rounded-md border px-4 py-3 has-checked:border-leaf has-checked:bg-leaf-soft">
              <input type="radio" name="form" value={value} defaultChecked={value === form} className="mt-1 size-4 shrink-0" />
              <span>
                <span className="font-semibold">{label}</span>
                <span className="block text-sm text-muted">{hints[value as keyof typeof hints]}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div>
        <p className="mb-1.5 text-sm font-semibold">It counts when</p>
        <RuleKinds field={{ id: 'kinds', name: 'kinds' }} chosen={badge?.kinds ?? []} cards={cards} channels={channels} />
      </div>
      <Sentence>
        <span>In tiers: at</span> <Inline name="tiers" label="Tiers" start={tiers.join(', ')} wide />{' '}
        <span>counted. Once, or again and again: at (every)</span>
        <Inline name="count" label="How many" start={count} min={1} max={1_000_000} /> <span>counted.</span>
      </Sentence>
      <div className="grid gap-x-8 sm:grid-cols-2">
        <Tick name="secret" label="Secret" start={badge?.secret} hint="Nobody sees it before they hold it." />
        <Tick name="again" label="By hand: more than once" start={badge?.every === 1 && form === 'manual'} hint="How often it was given shows." />
        {badge && <Tick name="retired" label="Retired" start={badge.retired} hint="Nobody gets it any more. Who holds it keeps it." />}
      </div>
      <SaveRow isNew={!badge} what="badge" back="/manage/badges" />
    </Form>
  )
}

/** The button that saves, and for something known the way back to the list. */
export function SaveRow({ isNew, what, back }: { isNew: boolean; what: string; back: string }) {
  const pending = useNavigation().state === 'submitting'
  return (
    <div className="flex flex-wrap gap-3">
      <Button pending={pending}>{isNew ? `Add the ${what}` : `Save the ${what}`}</Button>
      {!isNew && (
        <ButtonLink to={back} variant="ghost">
          Back to the list
        </ButtonLink>
      )}
    </div>
  )
}
