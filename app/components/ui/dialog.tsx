import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

import { joinClasses } from './join-classes.ts'

type Props = {
  title: string
  description?: ReactNode
  /** The button that opens it; leave it out when `open` is steered from outside. */
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  footer?: ReactNode
  children?: ReactNode
}

function Overlay({ title, description, trigger, open, onOpenChange, footer, children, panel }: Props & { panel: string }) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#0a120d]/60 motion-safe:animate-rise" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={joinClasses('fixed z-50 flex flex-col border bg-card shadow-lift motion-safe:animate-rise', panel)}
        >
          <div className="flex items-start gap-4 px-6 pt-5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-bold">{title}</Radix.Title>
              {description && <Radix.Description className="mt-1 text-sm text-muted">{description}</Radix.Description>}
            </div>
            <Radix.Close aria-label="Close" className="-mr-3 grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-sunk">
              <X aria-hidden className="size-5" />
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-4">{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-3 border-t px-6 py-4">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A question in the middle of the page that must be answered before going on. Needs script: for managers' pages. */
export function Dialog(props: Props) {
  return <Overlay {...props} panel="top-1/2 left-1/2 max-h-[88dvh] w-[min(92vw,520px)] -translate-x-1/2 -translate-y-1/2 rounded-lg" />
}

/** A panel along the right edge that shows details beside the list. Needs script: for managers' pages. */
export function SidePanel(props: Props) {
  return <Overlay {...props} panel="inset-y-0 right-0 w-[min(100vw,560px)] rounded-l-lg border-y-0 border-r-0" />
}
