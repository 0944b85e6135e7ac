// `npm run dev`: Vite reloads the pages by itself; what runs outside of it is started again when its sources change.
import { watch } from 'node:fs'
import path from 'node:path'
import { ROOT } from './entry.ground.js'

/** What Vite serves: a change there needs no new process. */
const PAGES = /^app\/(components|routes\/(?!webhooks)|root|tailwind|entry\.(client|server))/

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
        console.log(`  ${file} changed: starting web and worker again`)
        for (const { restart } of processes) restart()
      }, 200)
    }),
  )
  return async () => watchers.forEach((watcher) => watcher.close())
}
