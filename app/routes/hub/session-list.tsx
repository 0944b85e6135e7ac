import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

type Session = { id: string; browser: string; began: string; seen: string; own: boolean }

/** Each session with its browser and last use, and a button to end it; the present one is marked and ended by signing out. */
export function SessionList({ sessions, clock }: { sessions: Session[]; clock: { zone: string; locale: string; now: string } }) {
  return (
    <>
      <ul className="divide-y border-y">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4">
            <div>
              <p className="flex flex-wrap items-center gap-2 font-semibold">
                {session.browser}
                {session.own && <Pill tone="good">This browser</Pill>}
              </p>
              <p className="text-sm text-muted">
                Last used <Time iso={session.seen} {...clock} />, signed in <Time iso={session.began} look="full" {...clock} />
              </p>
            </div>
            {!session.own && (
              <Form method="post">
                <Button variant="outline" size="sm" name="end" value={session.id} aria-label={`End the session of ${session.browser}`}>
                  End
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form method="post" className="mt-5">
          <Button variant="outline" name="end" value="others">
            End all others
          </Button>
        </Form>
      )}
    </>
  )
}
