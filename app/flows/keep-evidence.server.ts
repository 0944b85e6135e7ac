import { randomBytes } from 'node:crypto'
import { dropFile, keepFile } from '#app/db/files.server.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { noteEvidence } from '#app/domain/evidence/commands.server.ts'
import { fileKind, fileName, fileWords, mostFileBytes, mostFilesADay } from '#app/domain/evidence/evidence.ts'
import { redraw } from '#app/domain/evidence/picture.server.ts'
import { evidenceKey, filesSince } from '#app/domain/evidence/queries.server.ts'
import type { Refused } from '#app/foundation/outcome.ts'

const day = 86_400_000

/** What was kept: the id that a submission's content names. */
export type Kept = { kind: 'kept'; id: string; name: string; type: string; bytes: number }

/**
 * Keeps a file that a member hands in. What it is, its first bytes say; pictures are drawn anew, so that neither a camera's place nor anything hidden
 * stays in them. The file gets a random name and is seen by its author and by those who review.
 */
export async function keepEvidence(
  by: Actor & { by: number },
  file: { name: string; bytes: Uint8Array },
  now = new Date(),
): Promise<Kept | Refused<'empty' | 'too_large' | 'not_allowed' | 'broken' | 'too_many'>> {
  if (file.bytes.length === 0) return { kind: 'empty', message: 'The file is empty. Nothing was kept; choose it again.' }
  if (file.bytes.length > mostFileBytes) return { kind: 'too_large', message: `The file is larger than 10 MB, so it was not kept. ${fileWords}` }
  const kind = fileKind(file.bytes)
  if (!kind) return { kind: 'not_allowed', message: `A file of this kind cannot be handed in. ${fileWords}` }
  if ((await filesSince(by.program, by.by, new Date(now.getTime() - day))) >= mostFilesADay)
    return {
      kind: 'too_many',
      message: `That is the ${mostFilesADay + 1}th file within a day, and ${mostFilesADay} is the most. Try again tomorrow.`,
    }
  const drawn = kind.picture ? await redraw(file.bytes, kind) : { bytes: file.bytes, kind }
  if (!drawn) return { kind: 'broken', message: 'No picture can be read from this file. Save it again in your picture program, or send a PDF.' }
  const id = randomBytes(18).toString('base64url')
  const row = { id, memberId: by.by, name: fileName(file.name, drawn.kind.ending), type: drawn.kind.type, bytes: drawn.bytes.length }
  const key = evidenceKey(by.program, id)
  await keepFile(key, drawn.bytes)
  try {
    await inTransaction(by, (scope) => noteEvidence(scope, row), now)
  } catch (fault) {
    await dropFile(key)
    throw fault
  }
  return { kind: 'kept', ...row }
}
