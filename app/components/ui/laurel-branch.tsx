import { joinClasses } from './join-classes.ts'

/** One leaf, stem at the origin, tip at (0, -1) times `length`. */
export function leafPath(length: number, width: number): string {
  const bow = width * 0.62
  return `M0 0C${bow} ${-length * 0.2} ${bow} ${-length * 0.72} 0 ${-length}C${-bow} ${-length * 0.72} ${-bow} ${-length * 0.2} 0 0Z`
}

const leaves = [0, 1, 2, 3, 4, 5].map((step) => ({ x: 14 + step * 24, y: 52 - Math.sin((step / 6) * Math.PI) * 16, up: step % 2 === 0 }))

/** A lying laurel branch of which the first `filled` of seven leaves are in color: the picture on empty states and borders. */
export function LaurelBranch({ filled = 3, className }: { filled?: number; className?: string }) {
  return (
    <svg viewBox="0 0 180 84" aria-hidden className={joinClasses('overflow-visible', className)}>
      <path d="M4 56C40 34 104 28 152 46" fill="none" stroke="var(--color-leaf)" strokeWidth="2" strokeLinecap="round" />
      {leaves.map((leaf, index) => (
        <path
          key={leaf.x}
          d={leafPath(34, 20)}
          transform={`translate(${leaf.x} ${leaf.y}) rotate(${leaf.up ? 48 : 128})`}
          className={index < filled ? 'fill-leaf' : 'fill-card stroke-edge'}
          strokeDasharray={index < filled ? undefined : '3 3'}
        />
      ))}
      <path
        d={leafPath(30, 16)}
        transform="translate(150 45) rotate(106)"
        className={filled > 6 ? 'fill-shine' : 'fill-card stroke-edge'}
        strokeDasharray={filled > 6 ? undefined : '3 3'}
      />
    </svg>
  )
}
