import { Link, type LinkProps } from '@remix-run/react'
import { forwardRef, type ButtonHTMLAttributes } from 'react'

import { joinClasses } from './join-classes.ts'

export type ButtonLook = {
  variant?: 'primary' | 'gold' | 'outline' | 'ghost' | 'danger'
  size?: 'sm' | 'md' | 'lg'
}

const variants = {
  primary: 'bg-leaf text-on-leaf border-transparent hover:bg-leaf/88',
  gold: 'bg-shine text-on-shine border-transparent hover:bg-shine/85',
  outline: 'bg-card text-ink border-edge hover:border-leaf hover:text-leaf',
  ghost: 'bg-transparent text-leaf border-transparent hover:bg-leaf-soft',
  danger: 'bg-transparent text-danger border-danger hover:bg-danger-soft',
}

const sizes = {
  sm: 'min-h-9 px-3 text-sm gap-1.5',
  md: 'min-h-11 px-5 text-base gap-2',
  lg: 'min-h-13 px-7 text-base gap-2.5',
}

function look({ variant = 'primary', size = 'md' }: ButtonLook, className?: string): string {
  return joinClasses(
    'inline-flex items-center justify-center rounded-full border font-semibold whitespace-nowrap no-underline select-none',
    'focus-visible:rounded-full disabled:opacity-55 aria-disabled:opacity-55',
    variants[variant],
    sizes[size],
    className,
  )
}

type ButtonProps = ButtonLook & ButtonHTMLAttributes<HTMLButtonElement> & { pending?: boolean }

/** A button that does something on this page; inside a form it submits unless `type` says otherwise. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant, size, pending = false, className, children, ...rest },
  ref,
) {
  return (
    <button ref={ref} {...rest} aria-busy={pending || undefined} aria-disabled={pending || undefined} className={look({ variant, size }, className)}>
      {pending && <span aria-hidden className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent" />}
      {children}
    </button>
  )
})

/** A link with the looks of a button: it leads somewhere and changes nothing. */
export const ButtonLink = forwardRef<HTMLAnchorElement, ButtonLook & LinkProps>(function ButtonLink({ variant, size, className, ...rest }, ref) {
  return <Link ref={ref} {...rest} className={look({ variant, size }, className)} />
})
