import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '#app/components/ui/button.tsx'
import type { RuleForm } from '#app/domain/rules/form.ts'

/** The fields of the sentence form. */
export type RuleFields = Required<{ [Name in keyof RuleForm]: FieldMetadata<RuleForm[Name], RuleForm> }>

type RowProps = { form: FormMetadata<RuleForm>; name: string; index: number; word: string; children: ReactNode }

/** One of several of a kind, with the button that removes it; works with script or without. */
export function Row({ form, name, index, word, children }: RowProps) {
  return (
    <div role="group" aria-label={`${word.charAt(0).toUpperCase()}${word.slice(1)} ${index + 1}`} className="flex items-start gap-2">
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-2">{children}</div>
      <Button
        {...form.remove.getButtonProps({ name: name as never, index })}
        variant="ghost"
        size="sm"
        className="size-11 px-0! text-muted"
        aria-label={`Remove ${word} ${index + 1}`}
      >
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  )
}

/** The button that adds one more. */
export function Add({ form, name, start, children }: { form: FormMetadata<RuleForm>; name: string; start: object; children: ReactNode }) {
  return (
    <div>
      <Button {...form.insert.getButtonProps({ name: name as never, defaultValue: start as never })} variant="ghost" size="sm" className="-ml-3">
        <Plus aria-hidden className="size-4" />
        {children}
      </Button>
    </div>
  )
}
