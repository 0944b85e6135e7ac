import { Notice } from '#app/components/ui/notice.tsx'

export type Told = { tone: 'good' | 'danger'; words: string }

/** Says what became of a form, on top of the page; nothing when nothing was said. */
export function ToldNotice({ told }: { told: Told | null | undefined }) {
  if (!told?.words) return null
  return (
    <Notice tone={told.tone} announce>
      {told.words}
    </Notice>
  )
}
