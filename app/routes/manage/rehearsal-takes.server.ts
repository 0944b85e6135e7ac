import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Take } from '#app/flows/play-take.server.ts'
import { adapters } from '#integrations/registry.ts'

let known: Promise<Take[]> | undefined

/** The recorded and documented messages of all adapters, as they lie beside them. Read once. */
export function recordedTakes(): Promise<Take[]> {
  return (known ??= readTakes())
}

async function readTakes(): Promise<Take[]> {
  const all = await Promise.all(
    adapters.map(async ({ id }) => {
      const folder = path.join(process.cwd(), 'integrations', id, 'fixtures')
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort()
      return Promise.all(
        names.map(async (file): Promise<Take> => {
          const { headers, body, completion, expect } = JSON.parse(await readFile(path.join(folder, file), 'utf8'))
          return { adapter: id, name: file.replace('.json', ''), headers, body, ...(completion ? { completion } : {}), kind: expect.kind }
        }),
      )
    }),
  )
  return all.flat()
}
