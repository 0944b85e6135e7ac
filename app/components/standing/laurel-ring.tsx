import type { ReactNode } from 'react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { leafPath } from '#app/components/ui/laurel-branch.tsx'

const perSide = 8
const radius = 74
const middle = 100

type RingLeaf = { x: number; y: number; turn: number; length: number; width: number }

/** Sixteen leaves around two branches that meet at the bottom, in the order in which they fill: from the foot up, left and right in turn. */
const leaves: RingLeaf[] = Array.from({ length: perSide * 2 }, (_, index) => {
  const side = index % 2 === 0 ? -1 : 1
  const step = Math.floor(index / 2)
  const last = step === perSide - 1
  const bend = 18 + step * 18.6
  const angle = ((90 - side * bend) * Math.PI) / 180
  const lean = last ? 4 : step % 2 === 0 ? 32 : -40
  return {
    x: middle + Math.cos(angle) * radius,
    y: middle + Math.sin(angle) * radius,
    turn: side * (90 - bend + lean),
    length: last ? 38 : (step % 2 === 0 ? 41 : 36) - step * 0.7,
    width: last ? 19 : 22,
  }
})

function branch(side: 1 | -1): string {
  const at = (bend: number) => {
    const angle = ((90 - side * bend) * Math.PI) / 180
    return `${(middle + Math.cos(angle) * radius).toFixed(1)} ${(middle + Math.sin(angle) * radius).toFixed(1)}`
  }
  return `M${at(-7)}A${radius} ${radius} 0 0 ${side === 1 ? 0 : 1} ${at(18 + (perSide - 1) * 18.6)}`
}

type Props = {
  value: number
  max: number
  /** The whole fact in words, such as "3,120 of 5,000 points to Sage". */
  label: string
  /** `grove` for the ring on deep green. */
  ground?: 'paper' | 'grove'
  className?: string
  children?: ReactNode
}

/** Progress as a laurel wreath of sixteen leaves; the leaf that is growing shows how far the next one is. */
export function LaurelRing({ value, max, label, ground = 'paper', className = 'w-56', children }: Props) {
  const grown = max > 0 ? Math.min(Math.max(value / max, 0), 1) * leaves.length : leaves.length
  const grove = ground === 'grove'
  const full = grown >= leaves.length
  return (
    <div className={joinClasses('relative aspect-square shrink-0', className)}>
      <svg viewBox="0 0 200 200" role="img" aria-label={label} className="size-full overflow-visible">
        <g fill="none" strokeWidth="2.4" strokeLinecap="round" className={grove ? 'stroke-grove-muted' : 'stroke-leaf'}>
          <path d={branch(-1)} />
          <path d={branch(1)} />
        </g>
        {leaves.map((leaf, index) => (
          <Leaf key={index} leaf={leaf} share={Math.min(Math.max(grown - index, 0), 1)} grove={grove} gold={full} />
        ))}
      </svg>
      {children && <div className="absolute inset-[24%] flex flex-col items-center justify-center text-center">{children}</div>}
    </div>
  )
}

function Leaf({ leaf, share, grove, gold }: { leaf: RingLeaf; share: number; grove: boolean; gold: boolean }) {
  const shape = leafPath(leaf.length, leaf.width)
  const bare = grove ? 'fill-grove stroke-grove-muted/60' : 'fill-card stroke-edge'
  const grown = gold || share < 1 ? 'fill-shine' : grove ? 'fill-on-grove' : 'fill-leaf'
  return (
    <g transform={`translate(${leaf.x.toFixed(1)} ${leaf.y.toFixed(1)}) rotate(${leaf.turn.toFixed(1)})`}>
      {share < 1 && <path d={shape} className={bare} strokeWidth="1.2" />}
      {share > 0 && <path d={shape} transform={share < 1 ? `scale(${Math.max(share, 0.28).toFixed(3)})` : undefined} className={grown} />}
      {share === 1 && <path d={`M0 -3V${-leaf.length * 0.72}`} strokeWidth="1" className={grove ? 'stroke-grove/50' : 'stroke-card/60'} />}
    </g>
  )
}
