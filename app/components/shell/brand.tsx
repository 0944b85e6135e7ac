import { Link } from '@remix-run/react'

import { leafPath } from '#app/components/ui/laurel-branch.tsx'

/** Five leaves a side, all on the outer side of the stem, so that the wreath stays a wreath at 16 px. */
const leaves = [-1, 1].flatMap((side) =>
  [26, 56, 86, 116, 146].map((bend, step) => {
    const angle = ((90 - side * (bend - 14)) * Math.PI) / 180
    return {
      key: `${side} ${step}`,
      at: `${(16 + Math.cos(angle) * 9.6).toFixed(2)} ${(17 + Math.sin(angle) * 9.6).toFixed(2)}`,
      turn: side * (90 - bend + (step === 4 ? 26 : 42)),
    }
  }),
)

/** The laurel wreath of the house, in the color of the text around it. */
export function LaurelMark({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className} fill="currentColor">
      <path d="M8.6 10.9A9.6 9.6 0 1 0 23.4 10.9" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      {leaves.map((leaf) => (
        <path key={leaf.key} d={leafPath(9, 5.2)} transform={`translate(${leaf.at}) rotate(${leaf.turn})`} />
      ))}
    </svg>
  )
}

/** The program's logo and name, leading home. */
export function Brand({ name, logoUrl, to = '/' }: { name: string; logoUrl?: string | null; to?: string }) {
  return (
    <Link to={to} className="flex min-h-11 min-w-0 items-center gap-2.5 no-underline">
      {logoUrl ? <img src={logoUrl} alt="" className="size-8 object-contain" /> : <LaurelMark className="size-9 shrink-0 text-leaf" />}
      <span className="line-clamp-2 text-base leading-tight font-extrabold tracking-tight sm:text-lg">{name}</span>
    </Link>
  )
}
