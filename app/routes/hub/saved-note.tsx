import type { ReactNode } from 'react'
import { Notice } from '#app/components/ui/notice.tsx'

/** Says that what was sent is kept, in the words of the page. */
export function SavedNote({ saved, children }: { saved: boolean; children: ReactNode }) {
  if (!saved) return null
  return (
    <Notice tone="good" announce>
      {children}
    </Notice>
  )
}
