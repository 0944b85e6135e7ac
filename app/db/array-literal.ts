const special = /["\\]/
const escaped = /["\\]/g

/**
 * An array in PostgreSQL's own words, so that the driver need not look at each number twice and build each date from local time. Answers the array
 * itself where it holds what only the driver knows: bytes, arrays, objects, years before 0 or after 9999.
 */
export function arrayLiteral(values: readonly unknown[]): unknown {
  let text = '{'
  for (const value of values) {
    if (text.length > 1) text += ','
    if (value === null || value === undefined) text += 'NULL'
    else if (typeof value === 'number' || typeof value === 'boolean') text += String(value)
    else if (typeof value === 'string') text += special.test(value) ? `"${value.replace(escaped, '\\$&')}"` : `"${value}"`
    else {
      const date = value instanceof Date ? value.toISOString() : ''
      if (date.length !== 24) return values
      text += date
    }
  }
  return `${text}}`
}
