import { ArrowLeft, ArrowRight } from 'lucide-react'

import { ButtonLink } from './button.tsx'

/** Newer and older pages of a list that is read by cursor; a missing address means there is no such page. */
export function Pagination({ newer, older, label = 'Pages' }: { newer?: string | null; older?: string | null; label?: string }) {
  if (!newer && !older) return null
  return (
    <nav aria-label={label} className="flex items-center justify-between gap-3 pt-5">
      {newer ? (
        <ButtonLink to={newer} variant="outline" size="sm" rel="prev" className="min-h-11!">
          <ArrowLeft aria-hidden className="size-4" />
          Newer
        </ButtonLink>
      ) : (
        <span />
      )}
      {older && (
        <ButtonLink to={older} variant="outline" size="sm" rel="next" className="min-h-11!">
          Older
          <ArrowRight aria-hidden className="size-4" />
        </ButtonLink>
      )}
    </nav>
  )
}
