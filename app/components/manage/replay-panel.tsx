import { Form, Link } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Stat, Stats } from '#app/components/ui/stat.tsx'

import type { SearchView } from './deliveries-search.tsx'

export type PreviewView = { all: number; looked: number; found: number; fresh: number; gone: number }

/** Reading again what was found: first what it would do, then the button. */
export function ReplayPanel({
  search,
  preview,
  after,
  previewTo,
  locale,
}: {
  search: SearchView
  preview: PreviewView | null
  after: number
  previewTo: string
  locale: string
}) {
  if (!preview) {
    return (
      <p className="text-sm">
        <Link to={previewTo} preventScrollReset className="text-link font-medium">
          Read all of these again …
        </Link>{' '}
        <span className="text-muted">You see first what it would change.</span>
      </p>
    )
  }
  const number = (count: number) => count.toLocaleString(locale)
  return (
    <Section
      look="card"
      title="Read them again"
      lead="With the adapters of today, from the bytes as they came. What is known already stays as it is, so nothing is given twice."
    >
      <Stats>
        <Stat label="Deliveries that fit" value={number(preview.all)} />
        <Stat label="Read now, oldest first" value={number(preview.looked)} />
        <Stat label="Activities in them" value={number(preview.found)} />
        <Stat label="Of these not known yet" value={number(preview.fresh)} />
        {preview.gone > 0 && <Stat label="Without a body any more" value={number(preview.gone)} />}
      </Stats>
      <Form method="post" preventScrollReset className="mt-6 flex flex-wrap items-center gap-4">
        {Object.entries(search).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="after" value={after} />
        <Button disabled={preview.looked === 0}>{preview.looked === 1 ? 'Read this one again' : `Read these ${number(preview.looked)} again`}</Button>
      </Form>
    </Section>
  )
}
