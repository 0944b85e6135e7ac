import { Form, Link, useNavigation } from '@remix-run/react'

import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import { connectionCards, type ConnectionKind, connectionKinds } from '#app/domain/access/providers.ts'

import { type Draft, DraftLine, textOf } from './draft-fields.tsx'

/** What can be set up, one card each. */
export function ConnectionKinds() {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {connectionKinds.map((kind) => (
        <li key={kind}>
          <Link to={`?kind=${kind}#form`} className="card flex h-full items-start gap-4 p-5 hover:border-leaf">
            <ChannelIcon channel={kind === 'for_discourse' ? 'discourse' : kind} />
            <span>
              <strong className="block">{connectionCards[kind].title}</strong>
              <span className="text-sm text-muted">{connectionCards[kind].about}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** The address to enter on the other side. */
function callbackOf(kind: ConnectionKind, slug: string | null, origin: string): string | null {
  if (kind === 'for_discourse') return `${origin}/connect/discourse`
  if (kind === 'oidc') return slug ? `${origin}/auth/${slug}/callback` : null
  return `${origin}/auth/${kind}/callback`
}

/** What to do on the other side, and what to enter here. */
export function ConnectionForm({
  kind,
  draft,
  slug,
  hint,
  origin,
}: {
  kind: ConnectionKind
  draft: Draft
  slug: string | null
  hint: string | null
  origin: string
}) {
  const busy = useNavigation().formData?.get('do') === 'save'
  const callback = callbackOf(kind, slug, origin)
  const card = connectionCards[kind]
  const hasSite = kind === 'oidc' || kind === 'discourse' || kind === 'for_discourse'
  const hasClient = kind === 'oidc' || kind === 'discord' || kind === 'github'
  const title = textOf(draft, 'title') || (kind === 'oidc' ? '' : kind === 'for_discourse' ? 'Forum' : card.title.replace(' forum', ''))
  return (
    <div className="grid max-w-4xl gap-8 lg:grid-cols-2">
      <div>
        <p className="mb-4 font-semibold">On the other side</p>
        <ol className="flex list-decimal flex-col gap-3 pl-5">
          {card.steps.map((step) => (
            <li key={step}>{step.replace('{callback}', callback ? 'below' : 'it appears here once you have saved')}</li>
          ))}
        </ol>
        {callback && (
          <div className="mt-4">
            <CopyField label="Address to enter there" value={callback} />
          </div>
        )}
      </div>
      <Form method="post" className="flex flex-col items-start gap-5">
        <input type="hidden" name="kind" value={kind} />
        {slug && <input type="hidden" name="slug" value={slug} />}
        <div className="flex w-full flex-col gap-5">
          <DraftLine draft={{ title }} name="title" label="Name on the button" required placeholder="Example Corp" />
          {hasSite && (
            <DraftLine
              draft={draft}
              name="site"
              label={kind === 'oidc' ? 'Issuer' : 'Address of the forum'}
              hint={kind === 'oidc' ? 'Its settings are read from /.well-known/openid-configuration below it.' : undefined}
              placeholder={kind === 'oidc' ? 'https://login.example.com/realms/main' : 'https://forum.example.com'}
              required
            />
          )}
          {hasClient && <DraftLine draft={draft} name="clientId" label="Client id" required />}
          <DraftLine
            draft={{}}
            name="secret"
            label={hasClient ? 'Client secret' : 'Secret'}
            type="password"
            hint={
              hint
                ? `One that ends in ${hint} is set. Leave it empty to keep it${hasSite ? '; with another address it must be entered again' : ''}.`
                : 'Sealed as soon as it is saved.'
            }
          />
          {kind === 'oidc' && (
            <DraftLine
              draft={{ idClaim: textOf(draft, 'idClaim') || 'sub' }}
              name="idClaim"
              label="Claim that names the account"
              hint="Leave it at “sub” unless your provider changes that for each client (Entra ID: “oid”)."
            />
          )}
        </div>
        <div className="flex items-center gap-4">
          <Button name="do" value="save" pending={busy}>
            Save
          </Button>
          <Link to="/manage/sign-in" className="text-link">
            Cancel
          </Link>
        </div>
      </Form>
    </div>
  )
}
