// `npm run dev`: Vite reloads the pages by itself; what runs outside of it is started again when its sources change.
import { watch } from 'node:fs'
import path from 'node:path'
import { ROOT } from './entry.ground.js'

/** What only Vite serves: a change there needs no new process. */
const PAGES = /^app\/(components|routes|root|tailwind|entry\.(client|server))/
/** What the web process loads itself; all else reaches it through Vite. */
const WEB = /^app\/(entry\.(http|app)|foundation\/)/

/**
 * Starts the processes again when their sources change. Answers how to end the watching.
 * @param {import('./entry.processes.js').Kept[]} processes
 * @returns {() => Promise<void>}
 */
export function watchSources(processes) {
  /** @type {NodeJS.Timeout | undefined} */
  let soon
  const watchers = ['app', 'integrations'].map((folder) =>
    watch(path.join(ROOT, folder), { recursive: true }, (_event, name) => {
      const file = `${folder}/${name ?? ''}`
      if (!/\.tsx?$/.test(file) || PAGES.test(file)) return
      clearTimeout(soon)
      soon = setTimeout(() => {
        const stale = processes.filter(({ name }) => name === 'worker' || WEB.test(file))
        console.log(`  ${file} changed: starting ${stale.map(({ name }) => name).join(' and ')} again`)
        for (const { restart } of stale) restart()
      }, 200)
    }),
  )
  return async () => watchers.forEach((watcher) => watcher.close())
}
