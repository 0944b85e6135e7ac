// The files of the house, as the laws see them.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '#app/entry.ground.js'

const FOREIGN = new Set(['.git', 'node_modules', 'build', '.data', 'test-results', 'prisma/generated', '.env'])
let listed: string[] | undefined

/** Every file of the repository, by its path from the root, in order: without what is installed, built or kept. */
export function listFiles(): string[] {
  listed ??= walk('').sort()
  return listed
}

/** The text of a file of the house. */
export function readHouse(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
}

/** The first captures of a pattern over all files, without repetition: `captured(/^app\/domain\/([^/]+)\//)`. */
export function captured(pattern: RegExp): string[] {
  return [...new Set(listFiles().flatMap((file) => pattern.exec(file)?.[1] ?? []))]
}

function walk(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder ? `${folder}/${entry.name}` : entry.name
    if (FOREIGN.has(name) || name.endsWith('.tsbuildinfo')) return []
    return entry.isDirectory() ? walk(name) : [name]
  })
}
