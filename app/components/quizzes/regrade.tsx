import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'

/** What grading anew came to. */
export type RegradeTold = { changed: number; gained: number; lost: number }

const people = (count: number): string => (count === 1 ? 'One person' : `${count} people`)

/** Says that attempts were graded by an older key, with the button that grades them anew; or what that came to. */
export function Regrade({ outdated, told, mayEdit }: { outdated: number; told: RegradeTold | null; mayEdit: boolean }) {
  const busy = useNavigation().state === 'submitting'
  if (told)
    return (
      <Notice tone="good" announce title="Graded anew">
        {told.changed === 0 ? 'Nothing changed for anybody.' : `${told.changed === 1 ? 'One attempt' : `${told.changed} attempts`} changed.`}
        {told.gained > 0 && ` ${people(told.gained)} passed by it, and got what it pays.`}
        {told.lost > 0 && ` ${people(told.lost)} no longer passed: what it had paid is taken back, with the reason.`}
      </Notice>
    )
  if (outdated === 0 || !mayEdit) return null
  return (
    <Notice tone="info" title={outdated === 1 ? 'One attempt was graded by an older key' : `${outdated} attempts were graded by an older key`}>
      <p>
        A question was changed since. Where only its key was corrected, ended attempts can be graded anew: whoever passes by it is paid, and from
        whoever no longer does it is taken back. A question with other answers keeps the worth it had.
      </p>
      <Form method="post" className="mt-3">
        <Button name="do" value="regrade" variant="outline" size="sm" pending={busy}>
          Grade them anew
        </Button>
      </Form>
    </Notice>
  )
}
