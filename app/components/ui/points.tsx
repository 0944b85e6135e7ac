import { joinClasses } from './join-classes.ts'

/** A whole number in the reader's language, with a true minus and, when asked, a plus. */
export function formatPoints(amount: number, locale = 'en', signed = false): string {
  const digits = Math.abs(amount).toLocaleString(locale)
  if (amount < 0) return `−${digits}`
  return signed && amount > 0 ? `+${digits}` : digits
}

/** An amount of points in tabular figures, with the program's name for them. */
export function Points({
  amount,
  name,
  signed,
  locale,
  className,
}: {
  amount: number
  /** The program's word, such as "points"; without it only the number shows. */
  name?: string
  signed?: boolean
  locale?: string
  className?: string
}) {
  return (
    <span className={joinClasses('tabular-nums', className)}>
      {formatPoints(amount, locale, signed)}
      {name ? ` ${name}` : ''}
    </span>
  )
}
