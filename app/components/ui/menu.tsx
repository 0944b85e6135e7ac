import { Link } from '@remix-run/react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'

export type MenuItem = { label: string; icon?: ReactNode; to?: string; onSelect?: () => void; danger?: boolean }

/** A menu that drops from its trigger button. Needs script: for managers' pages. */
export function Menu({ trigger, items, label }: { trigger: ReactNode; items: MenuItem[]; label: string }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align="end"
          sideOffset={6}
          className="z-50 min-w-48 rounded-md border bg-card p-1 shadow-lift motion-safe:animate-rise"
        >
          {items.map((item) => (
            <DropdownMenu.Item
              key={item.label}
              onSelect={item.onSelect}
              asChild={Boolean(item.to)}
              data-danger={item.danger || undefined}
              className="flex min-h-10 cursor-pointer items-center gap-2 rounded-sm px-3 no-underline outline-none data-danger:text-danger data-highlighted:bg-leaf-soft"
            >
              {item.to ? (
                <Link to={item.to}>
                  {item.icon}
                  {item.label}
                </Link>
              ) : (
                <>
                  {item.icon}
                  {item.label}
                </>
              )}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
