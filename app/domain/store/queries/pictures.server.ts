import { readFile } from '#app/db/files.server.ts'
import { pictureKey, pictureTypes } from '#app/domain/store/pictures.ts'

/** A picture of a reward, with its type; null when there is none of that name. */
export async function rewardPicture(program: number, name: string): Promise<{ type: string; bytes: Uint8Array } | null> {
  const key = pictureKey(program, name)
  const type = pictureTypes[name.split('.').at(-1) ?? '']
  const bytes = key && type ? await readFile(key) : null
  return bytes && type ? { type, bytes } : null
}
