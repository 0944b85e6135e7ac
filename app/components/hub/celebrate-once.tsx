import { useEffect, useState } from 'react'

import { Celebration } from '#app/components/standing/celebration.tsx'

/** Celebrates once a browser session, however often the page is opened. */
export function CelebrateOnce({ name, announcement }: { name: string; announcement: string }) {
  const [now, setNow] = useState(false)
  useEffect(() => {
    const key = `laurel-celebrated-${name}`
    if (sessionStorage.getItem(key)) return
    sessionStorage.setItem(key, 'yes')
    setNow(true)
  }, [name])
  return now ? <Celebration announcement={announcement} /> : null
}
