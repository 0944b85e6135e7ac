import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

export type SecretView = { id: number; name: string; hint: string; createdAt: string; endsAt: string | null }

/** A secret that was just made: the only time it is seen. */
export function FreshSecret({
  secrets,
  othersEndAt,
  reader,
}: {
  secrets: readonly { name: string; value: string }[]
  othersEndAt: string | null
  reader: Reader
}) {
  return (
    <Notice tone="good" announce title={othersEndAt ? 'The new secret is valid now' : 'The channel has its secret'}>
      <p className="mb-3">
        Copy it now: it is stored sealed and cannot be shown again.
        {othersEndAt && (
          <>
            {' '}
            The old one stays valid until <Time iso={othersEndAt} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />, so no
            delivery is lost while you change it on the other side.
          </>
        )}
      </p>
      {secrets.map((secret) => (
        <CopyField key={secret.name} secret label={secrets.length > 1 ? `Secret “${secret.name}”` : 'Secret'} value={secret.value} />
      ))}
    </Notice>
  )
}

/** The secrets that are valid, by their last four characters; rotate, or end the old one. */
export function ChannelSecrets({
  secrets,
  names,
  theirs,
  fromEnv,
  reader,
}: {
  secrets: readonly SecretView[]
  names: readonly string[]
  /** The platform’s name where it makes the secret itself. */
  theirs: string | null
  fromEnv: string | null
  reader: Reader
}) {
  return (
    <div className="flex flex-col gap-4">
      <ul className="border-t empty:hidden">
        {fromEnv && (
          <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b py-2.5">
            <span className="font-mono text-sm">{fromEnv}</span>
            <Pill tone="good">From the environment</Pill>
            <span className="text-sm text-muted">Valid until it is removed there.</span>
          </li>
        )}
        {secrets.map((secret) => (
          <li key={secret.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b py-2.5">
            <span className="font-mono text-sm">•••• {secret.hint}</span>
            {secret.endsAt ? <Pill tone="waiting">Old</Pill> : <Pill tone="good">Valid</Pill>}
            <span className="min-w-0 flex-1 text-sm text-muted">
              Made <Time iso={secret.createdAt} zone={reader.zone} locale={reader.locale} now={reader.now} />
              {secret.endsAt && (
                <>
                  , ends <Time iso={secret.endsAt} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />
                </>
              )}
            </span>
            {secret.endsAt && (
              <Form method="post" preventScrollReset>
                <input type="hidden" name="secret" value={secret.id} />
                <Button name="do" value="end_secret" variant="danger" size="sm">
                  End it now
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        {names.map((name) => (
          <Form key={name} method="post" className="flex w-full flex-wrap items-end gap-3">
            <input type="hidden" name="name" value={name} />
            {theirs !== null && (
              <label className="flex min-w-0 flex-1 basis-64 flex-col gap-1.5 text-sm font-semibold sm:max-w-md">
                The signing secret that {theirs} shows
                <input
                  type="password"
                  name="theirs"
                  required
                  minLength={12}
                  maxLength={500}
                  autoComplete="off"
                  spellCheck={false}
                  className="input-face min-h-11 font-normal"
                />
              </label>
            )}
            <Button name="do" value="rotate" variant="outline" className="min-h-11">
              {theirs !== null ? 'Keep this secret' : names.length > 1 ? `New secret “${name}”` : 'Make a new secret'}
            </Button>
          </Form>
        ))}
      </div>
    </div>
  )
}
