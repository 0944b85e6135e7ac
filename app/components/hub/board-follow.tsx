import { Form } from '@remix-run/react'
import { UserCheck, UserPlus } from 'lucide-react'

import { Button } from '#app/components/ui/button.tsx'

/** Begins or ends following somebody; nobody but the reader learns of it. `whole` writes the word out. */
export function FollowForm({ handle, name, on, back, whole = false }: { handle: string; name: string; on: boolean; back: string; whole?: boolean }) {
  const Icon = on ? UserCheck : UserPlus
  const word = on ? 'Unfollow' : 'Follow'
  return (
    <Form method="post" action="/board" preventScrollReset className="flex justify-end">
      <input type="hidden" name="do" value={on ? 'unfollow' : 'follow'} />
      <input type="hidden" name="handle" value={handle} />
      <input type="hidden" name="back" value={back} />
      <Button variant={on ? 'outline' : 'ghost'} size="sm" className="min-h-11! min-w-11" title={whole ? undefined : `${word} ${name}`}>
        <Icon aria-hidden className="size-4" />
        {whole ? word : <span className="sr-only">{`${word} ${name}`}</span>}
      </Button>
    </Form>
  )
}
