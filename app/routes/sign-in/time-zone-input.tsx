import { useEffect, useState } from 'react'

/** Tells the browser's time zone along with a form. Without script it is empty, and the program's zone holds until the member chooses. */
export function TimeZoneInput() {
  const [zone, setZone] = useState('')
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''), [])
  return <input type="hidden" name="timeZone" value={zone} />
}
