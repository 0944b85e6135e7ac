import { Notice } from '#app/components/ui/notice.tsx'

const toldWords: Record<string, string> = {
  yes: 'The correction is written. It stands in the ledger below and in the audit log.',
  before: 'This correction was written before, so nothing was written again.',
  changed: 'The roles are set. The member signs in again to use them.',
  unchanged: 'The roles were like this already.',
}

/** Says what became of a form, beside the form that it was about. */
export function MemberTold({ about, told }: { about: readonly string[]; told: string | null }) {
  if (told === null || !about.includes(told)) return null
  return (
    <div className="mb-4">
      <Notice tone="good" announce>
        {toldWords[told]}
      </Notice>
    </div>
  )
}
