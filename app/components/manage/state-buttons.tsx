import { Form } from '@remix-run/react'

import { Button, type ButtonLook } from '#app/components/ui/button.tsx'

export type Move = { to: string; label: string; variant?: ButtonLook['variant'] }

/** Buttons that move something on: publish, pause, put away. Each is a form of its own, so it works without script. */
export function StateButtons({ id, title, moves, size = 'sm' }: { id: number; title: string; moves: readonly Move[]; size?: 'sm' | 'md' }) {
  return (
    <span className="flex flex-wrap gap-2">
      {moves.map((move) => (
        <Form key={move.to} method="post" preventScrollReset>
          <input type="hidden" name="do" value="move" />
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="to" value={move.to} />
          <Button variant={move.variant ?? 'outline'} size={size}>
            {move.label}
            <span className="sr-only"> {title}</span>
          </Button>
        </Form>
      ))}
    </span>
  )
}

const words: Record<string, Move[]> = {
  draft: [
    { to: 'published', label: 'Publish', variant: 'primary' },
    { to: 'archived', label: 'Put away', variant: 'ghost' },
  ],
  published: [{ to: 'paused', label: 'Pause' }],
  paused: [
    { to: 'published', label: 'Go on', variant: 'primary' },
    { to: 'archived', label: 'Put away', variant: 'ghost' },
  ],
  decided: [{ to: 'archived', label: 'Put away', variant: 'ghost' }],
  drawn: [{ to: 'archived', label: 'Put away', variant: 'ghost' }],
}

/** What can be done with a contest or raffle in this state. */
export function movesFrom(state: string): Move[] {
  return words[state] ?? []
}
