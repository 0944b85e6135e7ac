import { Link } from '@remix-run/react'

import { leafPath } from '#app/components/ui/laurel-branch.tsx'

const marks = [-1, 1].flatMap((side) =>
  [0, 1, 2, 3].map((step) => {
    const angle = ((90 - side * (22 + step * 40)) * Math.PI) / 180
    return { x: 16 + Math.cos(angle) * 9.5, y: 16 + Math.sin(angle) * 9.5, turn: side * (82 - step * 40 + 16), key: `${side}${step}` }
  }),
)

/** The laurel wreath of the house, in the color of the text around it. */
export function LaurelMark({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className} fill="currentColor">
      {marks.map((mark) => (
        <path key={mark.key} d={leafPath(9.5, 6)} transform={`translate(${mark.x.toFixed(2)} ${mark.y.toFixed(2)}) rotate(${mark.turn})`} />
      ))}
    </svg>
  )
}

/** The program's logo and name, leading home. */
export function Brand({ name, logoUrl, to = '/' }: { name: string; logoUrl?: string | null; to?: string }) {
  return (
    <Link to={to} className="flex min-h-11 min-w-0 items-center gap-2.5 no-underline">
      {logoUrl ? <img src={logoUrl} alt="" className="size-8 object-contain" /> : <LaurelMark className="size-8 shrink-0 text-leaf" />}
      <span className="truncate text-lg font-extrabold tracking-tight">{name}</span>
    </Link>
  )
}
