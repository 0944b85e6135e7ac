import { Link } from '@remix-run/react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'

export type FaceView = { handle: string; name: string } | null

/** Somebody by picture and name, or “A member” where their profile does not reach the reader. */
export function PersonLine({ face, you = false, className }: { face: FaceView; you?: boolean; className?: string }) {
  if (!face) return <span className={joinClasses('text-muted', className)}>A member</span>
  return (
    <span className={joinClasses('inline-flex min-w-0 items-center gap-2', className)}>
      <Avatar handle={face.handle} size="sm" />
      <Link to={`/members/${encodeURIComponent(face.handle)}`} className="truncate font-semibold text-current no-underline hover:underline">
        {face.name}
        {you && ' (you)'}
      </Link>
    </span>
  )
}
