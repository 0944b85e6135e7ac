import { Link, type LinkProps } from '@remix-run/react'
import { joinClasses } from '#app/components/ui/join-classes.ts'

/** A link within words, seen as one without its color too. */
export function TextLink({ className, ...rest }: LinkProps) {
  return <Link {...rest} className={joinClasses('font-semibold text-leaf underline underline-offset-4', className)} />
}
