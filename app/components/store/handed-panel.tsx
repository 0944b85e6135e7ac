import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Section } from '#app/components/ui/section.tsx'
import type { FulfillmentState } from '#app/domain/store/fulfilling.ts'
import { HandedPill } from './handed-list.tsx'

/** How an order was handed over to somebody outside, and what to do where that failed. */
export type HandedShown = {
  title: string
  state: FulfillmentState
  externalId: string
  reference: string | null
  attempts: number
  error: string | null
}

/** Who outside has the order. */
export function HandedPanel({ handed }: { handed: HandedShown }) {
  const { title, state, externalId, reference, attempts, error } = handed
  return (
    <Section look="card" title={title} actions={<HandedPill state={state} />}>
      <dl className="text-sm">
        <div className="flex flex-wrap justify-between gap-x-4">
          <dt className="text-muted">Our id there</dt>
          <dd className="break-all">{externalId}</dd>
        </div>
        {reference && (
          <div className="flex flex-wrap justify-between gap-x-4">
            <dt className="text-muted">Its own</dt>
            <dd className="break-all">{reference}</dd>
          </div>
        )}
        <div className="flex flex-wrap justify-between gap-x-4">
          <dt className="text-muted">Tries</dt>
          <dd className="tabular-nums">{attempts}</dd>
        </div>
      </dl>
      {error && (
        <div className="mt-4">
          <Notice tone={state === 'failed' ? 'danger' : 'warning'}>{error}</Notice>
        </div>
      )}
      {state === 'failed' && (
        <Form method="post" className="mt-4 flex flex-wrap gap-3">
          <Button name="do" value="hand_again" size="sm">
            Try again
          </Button>
          <Button name="do" value="by_hand" size="sm" variant="outline">
            We do it by hand
          </Button>
        </Form>
      )}
    </Section>
  )
}
