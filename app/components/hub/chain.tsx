import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** A link of the chain behind a line: what it is, and what is known of it. */
export function ChainStep({ icon: Icon, title, note, children }: { icon: LucideIcon; title: ReactNode; note?: ReactNode; children?: ReactNode }) {
  return (
    <li className="relative grid grid-cols-[44px_minmax(0,1fr)] gap-x-4 pb-9 last:pb-0 sm:gap-x-6">
      <span aria-hidden className="absolute top-11 bottom-0 left-[21px] w-0.5 bg-line [li:last-child>&]:hidden" />
      <span aria-hidden className="grid size-11 place-items-center rounded-full bg-leaf-soft text-leaf">
        <Icon className="size-5" strokeWidth={1.9} />
      </span>
      <div className="min-w-0 pt-2">
        <h2 className="flex flex-wrap items-baseline justify-between gap-x-4 text-lg leading-7 font-bold">
          {title}
          {note && <span className="text-sm font-medium text-muted">{note}</span>}
        </h2>
        {children && <div className="mt-2">{children}</div>}
      </div>
    </li>
  )
}

/** Names and values, two columns on wide screens. */
export function FactList({ facts }: { facts: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="grid gap-x-8 gap-y-1.5 max-sm:gap-y-0 sm:grid-cols-[200px_1fr]">
      {facts.map((fact) => (
        <div key={fact.label} className="contents">
          <dt className="text-sm leading-6 text-muted max-sm:pt-2 max-sm:leading-5">{fact.label}</dt>
          <dd className="min-w-0 break-words">{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
