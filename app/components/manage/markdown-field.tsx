import { useFetcher } from '@remix-run/react'
import { Bold, Code, Italic, Link2, List } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import { Button } from '#app/components/ui/button.tsx'
import { controlProps, Field, type FieldState } from '#app/components/ui/field.tsx'
import { Prose } from '#app/components/ui/prose.tsx'

const previewPath = '/manage/markdown'
const pause = 250

type Props = { field: FieldState; label: string; hint?: string; start: string; rows?: number; maxLength?: number }

/** Several lines of Markdown: with script as members will see them beside or below while one types, without script by a button that shows them on a page of their own. */
export function MarkdownField({ field, label, hint, start, rows = 8, maxLength = 20_000 }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState<string | null>(null)
  const html = usePreview(text)
  // Only script can set this: whoever has none keeps the button.
  useEffect(() => setText((now) => now ?? area.current?.value ?? start), [start])
  const alive = text !== null
  return (
    <div className="min-w-0">
      <Field field={field} label={label} hint={hint}>
        {alive && <Tools area={area} onChange={setText} about={label} />}
        <textarea
          {...controlProps(field, Boolean(hint))}
          ref={area}
          rows={rows}
          maxLength={maxLength}
          defaultValue={start}
          onChange={(event) => setText(event.currentTarget.value)}
          className="input-face resize-y font-mono text-sm leading-6"
        />
      </Field>
      {alive ? (
        html && (
          <section aria-label={`${label}, as members see it`} className="mt-3 rounded-md border border-dashed px-5 py-4">
            <p className="mb-2 text-sm text-muted">As members see it</p>
            <Prose html={html} />
          </section>
        )
      ) : (
        <Button formAction={previewPath} formTarget="_blank" formNoValidate name="show" value={field.name} variant="ghost" size="sm" className="mt-2">
          Show as members see it
        </Button>
      )}
    </div>
  )
}

/** The text as HTML from the server, a moment after the last change. */
function usePreview(text: string | null): string {
  const { submit, data } = useFetcher<{ html: string }>()
  const [last, setLast] = useState('')
  useEffect(() => {
    if (text === null || text.trim() === '') return
    const timer = setTimeout(() => submit({ show: 'text', text }, { method: 'post', action: previewPath }), pause)
    return () => clearTimeout(timer)
  }, [text, submit])
  useEffect(() => {
    if (data) setLast(data.html)
  }, [data])
  return text?.trim() ? last : ''
}

const tools = [
  { icon: Bold, label: 'Bold', before: '**', after: '**' },
  { icon: Italic, label: 'Italic', before: '_', after: '_' },
  { icon: Link2, label: 'Link', before: '[', after: '](https://)' },
  { icon: List, label: 'List', before: '\n- ', after: '' },
  { icon: Code, label: 'Code', before: '`', after: '`' },
] as const

function Tools({ area, onChange, about }: { area: React.RefObject<HTMLTextAreaElement>; onChange: (text: string) => void; about: string }) {
  const wrap = (before: string, after: string): void => {
    const element = area.current
    if (!element) return
    const { selectionStart: from, selectionEnd: to, value } = element
    element.setRangeText(`${before}${value.slice(from, to)}${after}`, from, to, 'end')
    if (from === to) element.setSelectionRange(from + before.length, from + before.length)
    element.focus()
    onChange(element.value)
  }
  return (
    <div role="toolbar" aria-label={`Format: ${about}`} className="mb-1 flex gap-1">
      {tools.map(({ icon: Icon, label, before, after }) => (
        <button
          key={label}
          type="button"
          title={label}
          aria-label={label}
          onClick={() => wrap(before, after)}
          className="grid size-9 place-items-center rounded-md text-muted hover:bg-sunk hover:text-ink"
        >
          <Icon aria-hidden className="size-4" />
        </button>
      ))}
    </div>
  )
}
