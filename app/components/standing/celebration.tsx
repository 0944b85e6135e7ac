import { useEffect, useState } from 'react'
import { toast } from 'sonner'

/** Confetti once, if motion is welcome, and one polite announcement; the page itself shows what was reached. `visible` also raises a message. */
export function Celebration({ announcement, visible = false }: { announcement: string; visible?: boolean }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (visible) toast(announcement, { id: announcement })
    else setSaid(announcement)
    void throwLeaves()
  }, [announcement, visible])
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}

async function throwLeaves(): Promise<void> {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const { default: confettiLibrary } = await import('canvas-confetti')
  // No worker: it would be made from a blob, which the content security policy rightly refuses.
  const confetti = Object.assign(confettiLibrary.create(undefined, { useWorker: false, resize: true }), {
    shapeFromPath: confettiLibrary.shapeFromPath,
  })
  const leaf = confetti.shapeFromPath({ path: 'M5 0C9 3 9 9 5 13C1 9 1 3 5 0Z' })
  const colors = ['#dba021', '#2c7a53', '#8bcb9d', '#f8ebc8', '#1d5c3f']
  const burst = { particleCount: 45, spread: 70, startVelocity: 42, ticks: 120, scalar: 1.5, shapes: [leaf], colors, disableForReducedMotion: true }
  void confetti({ ...burst, angle: 60, origin: { x: 0, y: 0.85 } })
  void confetti({ ...burst, angle: 120, origin: { x: 1, y: 0.85 } })
}
