import { randomBytes } from 'node:crypto'
import { keepFile } from '#app/db/files.server.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { fileKind, mostFileBytes } from '#app/domain/evidence/evidence.ts'
import { redraw } from '#app/domain/evidence/picture.server.ts'
import { addPicture as keepAddress } from '#app/domain/store/commands/rewards.server.ts'
import { pictureAddress, pictureKey } from '#app/domain/store/pictures.ts'
import type { Refused } from '#app/foundation/outcome.ts'

/** Staff adds a picture to a reward: drawn anew, so that nothing but the picture is kept, under a random name. Refuses what is no picture, and a ninth one. */
export async function addPicture(
  by: Actor,
  rewardId: number,
  bytes: Uint8Array,
): Promise<{ kind: 'added' } | Refused<'empty' | 'too_large' | 'no_picture' | 'too_many'>> {
  if (bytes.length === 0) return { kind: 'empty', message: 'Choose a picture first. Nothing was changed.' }
  if (bytes.length > mostFileBytes) return { kind: 'too_large', message: 'The picture is larger than 10 MB. Nothing was changed.' }
  const kind = fileKind(bytes)
  const drawn = kind?.picture ? await redraw(bytes, kind) : null
  if (!drawn) return { kind: 'no_picture', message: 'No picture can be read from this file. PNG, JPEG, WebP and GIF are fine. Nothing was changed.' }
  const name = `${randomBytes(18).toString('base64url')}.${drawn.kind.ending}`
  const key = pictureKey(by.program, name)
  if (!key) return { kind: 'no_picture', message: 'Pictures of this kind are not kept. Nothing was changed.' }
  await keepFile(key, drawn.bytes)
  const added = await inTransaction(by, async (scope) => {
    const fits = await keepAddress(scope, rewardId, pictureAddress(name))
    if (fits) await record(scope, { action: 'reward.picture_added', objectKind: 'reward', objectId: rewardId })
    return fits
  })
  return added ? { kind: 'added' } : { kind: 'too_many', message: 'A reward has at most 8 pictures. Take one away first. Nothing was changed.' }
}
