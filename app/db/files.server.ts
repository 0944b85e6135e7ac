import path from 'node:path'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { env } from '#app/foundation/env.ts'

const holder = globalThis as { laurelDisk?: Disk }

/** Where files lie: a folder under `DATA_DIR`. Every web process must see the same one. Behind flydrive, so another driver changes this file alone. */
function disk(): Disk {
  holder.laurelDisk ??= new Disk(new FSDriver({ location: path.resolve(env().DATA_DIR, 'files'), visibility: 'private' }))
  return holder.laurelDisk
}

/** Keeps bytes under a key such as `1/evidence/<random>`, before the story that names them commits. A file that nobody names harms nobody. */
export async function keepFile(key: string, bytes: Uint8Array): Promise<void> {
  await disk().put(key, bytes)
}

/** The bytes under a key, or null when they are gone. */
export async function readFile(key: string): Promise<Uint8Array | null> {
  if (!(await disk().exists(key))) return null
  return disk().getBytes(key)
}

/** Takes the bytes under a key away; nothing happens where there are none. */
export async function dropFile(key: string): Promise<void> {
  await disk().delete(key)
}
