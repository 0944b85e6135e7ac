import { ArrowUpRight } from 'lucide-react'

import { CopyField } from '#app/components/ui/copy-field.tsx'

type Copies = Readonly<Record<string, { label: string; value: string }>>

/** What a step offers to copy besides the address and the secret. */
function copiesIn(step: string, copies: Copies, url: string): { label: string; value: string }[] {
  const origin = new URL(url).origin
  return Object.entries(copies)
    .filter(([name]) => step.includes(`{${name}}`))
    .map(([, { label, value }]) => ({ label, value: value.replace('{url}', url).replace('{origin}', origin) }))
}

/** How to connect the channel on the other side, step by step; without an address it is only read. `{url}`, `{secret}` and the names of `copies` in a step become fields to copy. */
export function ChannelGuide({
  steps,
  docs,
  url,
  secret,
  copies = {},
}: {
  steps: readonly string[]
  docs?: string
  url: string | null
  secret: string | null
  copies?: Copies
}) {
  return (
    <>
      <ol className="flex flex-col gap-4">
        {steps.map((step, index) => (
          <li key={step} className="grid grid-cols-[28px_minmax(0,1fr)] gap-3">
            <span aria-hidden className="grid size-7 place-items-center rounded-full bg-leaf-soft text-sm font-bold text-leaf tabular-nums">
              {index + 1}
            </span>
            <div className="min-w-0">
              <p className="py-0.5">
                {step
                  .replace('{url}', url ? 'the address below' : 'the address you get here')
                  .replace('{secret}', secret ? 'the secret below' : url ? 'the secret you copied when it was made' : 'the secret you get here')
                  .replace(/ ?\{[a-z]+\}/g, '')}
              </p>
              {(url ? copiesIn(step, copies, url) : []).map((copy) => (
                <div key={copy.label} className="mt-2 max-w-lg">
                  <CopyField {...copy} />
                </div>
              ))}
              {url && step.includes('{url}') && (
                <div className="mt-2 max-w-lg">
                  <CopyField label="Webhook address" value={url} />
                </div>
              )}
              {step.includes('{secret}') && secret && (
                <div className="mt-2 max-w-lg">
                  <CopyField secret label="Webhook secret" value={secret} />
                </div>
              )}
            </div>
          </li>
        ))}
      </ol>
      {docs && (
        <p className="mt-4 text-sm">
          <a href={docs} rel="noreferrer" target="_blank" className="text-link inline-flex items-center gap-1">
            The platform’s own words on this
            <ArrowUpRight aria-hidden className="size-4" />
          </a>
        </p>
      )}
    </>
  )
}
