import { Form } from '@remix-run/react'
import type { AccessField, SetupGuide } from '#app/contract/adapter.ts'
import { Button } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'

/** The steps, numbered, with the hub's own address where one names it. */
export function FulfillerSteps({ setup, url }: { setup: SetupGuide; url: string }) {
  return (
    <Section title="In five steps">
      <ol className="flex flex-col gap-4">
        {setup.steps.map((step, n) => (
          <li key={step} className="grid grid-cols-[2rem_minmax(0,1fr)] items-start gap-3">
            <span aria-hidden className="grid size-8 place-items-center rounded-full bg-leaf-soft text-sm font-bold text-leaf tabular-nums">
              {n + 1}
            </span>
            <span className="pt-1 break-words">{step.replaceAll('{url}', url)}</span>
          </li>
        ))}
      </ol>
      {setup.docs && (
        <p className="mt-5 text-sm">
          <a href={setup.docs} className="text-link" rel="noreferrer" target="_blank">
            Its own documentation
          </a>
        </p>
      )}
    </Section>
  )
}

type Props = { access: readonly AccessField[]; names: readonly string[]; url: string; connects: boolean; made: string | null }

/** What it needs to know, a test, and where it tells what becomes of orders. */
export function FulfillerAccess({ access, names, url, connects, made }: Props) {
  const set = names.length > 0
  return (
    <Section
      look="card"
      title="What it needs to know"
      lead="Sealed as you save it. Secrets are never shown again; an empty field keeps what is there."
    >
      <Form method="post" className="flex flex-col gap-5">
        {access.map(({ name, label, hint, secret }) => (
          <TextField
            key={name}
            field={{ id: `access-${name}`, name: `access.${name}` }}
            label={label}
            hint={names.includes(name) ? `Set. ${hint}` : hint}
            type={secret ? 'password' : 'text'}
            autoComplete="off"
            spellCheck={false}
          />
        ))}
        <div>
          <Button name="do" value="save">
            Save
          </Button>
        </div>
      </Form>
      {made && (
        <div className="mt-6">
          <CopyField label="The secret, shown this once" value={made} secret />
        </div>
      )}
      {set && (
        <Form method="post" className="mt-6 flex flex-wrap items-center gap-3 border-t pt-5">
          <Button name="do" value="test" variant="outline">
            Send a test
          </Button>
          {connects && (
            <Button name="do" value="connect" variant="outline">
              Have it tell us
            </Button>
          )}
          <span className="text-sm text-muted">A test orders nothing and costs nothing.</span>
        </Form>
      )}
      <div className="mt-6">
        <CopyField label="Where it tells what becomes of orders" value={url} />
      </div>
    </Section>
  )
}
