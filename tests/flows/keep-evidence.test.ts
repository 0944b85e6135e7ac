import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { fileKind, mostFileBytes } from '#app/domain/evidence/evidence.ts'
import { evidenceBytes } from '#app/domain/evidence/queries.server.ts'
import { keepEvidence } from '#app/flows/keep-evidence.server.ts'
import { saveDraft } from '#app/flows/save-draft.server.ts'
import { submitStage } from '#app/flows/submit-stage.server.ts'
import { sweepEvidence } from '#app/flows/sweep-evidence.server.ts'
import { env } from '#app/foundation/env.ts'
import { loader } from '#app/routes/resources/evidence.ts'
import { publish, stage } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laurel-files-'))
let ines: number
let other: number
let reviewer: number
beforeAll(async () => {
  env().DATA_DIR = folder
  await resetDatabase()
  await openHub()
  ines = await addMember('ines')
  other = await addMember('other')
  reviewer = await addMember('reviewer')
  await sqlAlone(`INSERT INTO member_role (program_id, member_id, role) VALUES (1, $1, 'reviewer')`, [reviewer])
})

const keep = (name: string, bytes: Uint8Array) => keepEvidence({ program: 1, by: ines }, { name, bytes })
const text = (words: string) => new TextEncoder().encode(words)

/** What the address of a file answers to a member, or to nobody. */
async function ask(member: number | null, id: string): Promise<Response> {
  const cookie = member === null ? '' : ((await openSession(new Request('http://localhost:3000/'), 1, member)).split(';')[0] ?? '')
  const request = new Request(`http://localhost:3000/evidence/${id}`, { headers: { host: 'localhost:3000', cookie } })
  return loader({ request, params: { id }, context: { nonce: '' } }).catch((thrown: Response) => thrown)
}

test('[CH-15] a photograph keeps neither place nor camera, is bounded, and is seen by its author and reviewers alone', async () => {
  const photo = await sharp({ create: { width: 4000, height: 1000, channels: 3, background: '#1d5c3f' } })
    .withExif({ IFD0: { Make: 'SecretCamera', Copyright: 'Ines' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
    .jpeg()
    .toBuffer()
  expect(photo.includes('SecretCamera')).toBe(true)
  const kept = await keep('../../etc/My talk "at" the meetup.PNG', photo)
  expect(kept).toMatchObject({ kind: 'kept', name: 'My talk at the meetup.jpg', type: 'image/jpeg' })
  const id = 'id' in kept ? kept.id : ''
  const bytes = Buffer.from((await evidenceBytes(1, id)) ?? [])
  expect(bytes.includes('SecretCamera')).toBe(false)
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 2400, height: 600, format: 'jpeg' })
  expect((await sharp(bytes).metadata()).exif).toBeUndefined()
  expect(readdirSync(path.join(folder, 'files/1/evidence'))).toEqual([id])
  const mine = await ask(ines, id)
  expect([mine.status, mine.headers.get('content-type'), mine.headers.get('content-security-policy')]).toEqual([
    200,
    'image/jpeg',
    "default-src 'none'; sandbox",
  ])
  expect([(await ask(reviewer, id)).status, (await ask(other, id)).status, (await ask(null, id)).status]).toEqual([200, 404, 303])
  await sqlAlone(`INSERT INTO reviewer (program_id, member_id, languages, added_by, added_at) VALUES (1, $1, '{}', $2, now())`, [other, reviewer])
  expect((await ask(other, id)).status).toBe(200)
  await sqlAlone(`UPDATE member SET state = 'paused' WHERE id = $1`, [other])
  expect((await ask(other, id)).status).toBe(404)
})

test('[CH-15] what a file is, its bytes say: a page in disguise is shown as text alone, programs and oversize are refused in words', async () => {
  const page = await keep('picture.png', text('<html><script>alert(1)</script></html>'))
  expect(page).toMatchObject({ kind: 'kept', type: 'text/plain', name: 'picture.txt' })
  const served = await ask(ines, 'id' in page ? page.id : '')
  expect([served.headers.get('content-type'), served.headers.get('content-disposition')]).toEqual([
    'text/plain; charset=utf-8',
    "attachment; filename*=UTF-8''picture.txt",
  ])
  expect(await keep('tool.pdf', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]))).toMatchObject({
    kind: 'not_allowed',
    message: expect.stringContaining('a PDF, a plain text or a ZIP, up to 10 MB'),
  })
  expect(await keep('broken.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]))).toMatchObject({ kind: 'broken' })
  expect(await keep('large.txt', new Uint8Array(mostFileBytes + 1).fill(65))).toMatchObject({ kind: 'too_large' })
  expect(await keep('nothing.txt', new Uint8Array())).toMatchObject({ kind: 'empty' })
  expect(fileKind(text('%PDF-1.7 and so on'))?.ending).toBe('pdf')
})

test('[CH-15] a file that nobody handed in is forgotten after a week, bytes and all; what was handed in or stands in a draft stays', async () => {
  const ids: string[] = []
  for (const name of ['loose', 'drafted', 'sent']) {
    const kept = await keep(`${name}.txt`, text(`A text called ${name}.`))
    ids.push('id' in kept ? kept.id : '')
  }
  const [loose = '', drafted = '', sent = ''] = ids
  const upload = stage({ type: 'upload', settings: { most: 3, ask: '' } })
  const [first, second] = [await publish({ stages: [upload] }), await publish({ stages: [upload] })]
  const by = { program: 1, by: ines }
  await saveDraft(by, { timeZone: 'UTC' }, { slug: first.slug, stageId: first.stages[0] ?? 0, content: { files: [drafted] } })
  const looked = { accounts: [], code: '', page: null }
  await submitStage(by, { timeZone: 'UTC' }, { slug: second.slug, stageId: second.stages[0] ?? 0, content: { files: [sent] } }, looked)
  const known = async () => new Set((await sqlAlone<{ id: string }>('SELECT id FROM evidence')).map((row) => row.id))
  const before = await known()
  await sweepEvidence(1, new Date(Date.now() + 6 * 86_400_000))
  expect(await known()).toEqual(before)
  await sweepEvidence(1, new Date(Date.now() + 8 * 86_400_000))
  expect([...(await known())].sort()).toEqual([drafted, sent].sort())
  expect(await sqlAlone('SELECT id FROM evidence WHERE handed_in')).toEqual([{ id: sent }])
  expect(await evidenceBytes(1, loose)).toBeNull()
  expect(await evidenceBytes(1, drafted)).not.toBeNull()
})
