import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Pill } from '#app/components/ui/pill.tsx'

type Row = { slug: string; title: string; sentence: string; retired: boolean; figure?: number; unit?: string }

/** Cards or streaks, one a row, each with what it says and a button that retires it for good. */
export function RetireButton({ list, mayEdit, locale }: { list: readonly Row[]; mayEdit: boolean; locale: string }) {
  if (list.length === 0) return null
  return (
    <ul className="mb-12 border-t">
      {list.map((row) => (
        <li key={row.slug} className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b py-3">
          <div className="min-w-0 flex-1 basis-64">
            <p className="flex flex-wrap items-center gap-3 font-bold">
              {row.title} {row.retired && <Pill>Retired</Pill>}
            </p>
            <p className="text-sm text-muted">{row.sentence}</p>
          </div>
          {row.figure !== undefined && (
            <p className="text-right text-sm text-muted">
              <span className="block text-base font-bold text-ink tabular-nums">{row.figure.toLocaleString(locale)}</span>
              {row.unit}
            </p>
          )}
          {mayEdit && !row.retired && (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="slug" value={row.slug} />
              <Button name="do" value="retire" variant="outline" size="sm" aria-label={`Retire ${row.title} for good`}>
                Retire
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}
