/** The most one file may hold, in bytes, before it is made smaller. */
export const mostFileBytes = 10 * 1_048_576
/** How many files a member may hand in within a day. */
export const mostFilesADay = 40
/** The longest side of a picture that is kept, in pixels. */
export const longestSide = 2_400

/** What may be handed in, in words for the form. */
export const fileWords = 'A picture (PNG, JPEG, WebP, GIF), a PDF, a plain text or a ZIP, up to 10 MB.'
export type FileKind = { type: string; ending: string; picture: boolean }

const starts: readonly (FileKind & { bytes: readonly (number | null)[] })[] = [
  { type: 'image/png', ending: 'png', picture: true, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', ending: 'jpg', picture: true, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', ending: 'gif', picture: true, bytes: [0x47, 0x49, 0x46, 0x38] },
  {
    type: 'image/webp',
    ending: 'webp',
    picture: true,
    bytes: [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
  },
  { type: 'application/pdf', ending: 'pdf', picture: false, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'application/zip', ending: 'zip', picture: false, bytes: [0x50, 0x4b, 0x03, 0x04] },
]

/** What a file is, by its first bytes and never by its name; null when it is nothing that may be handed in. */
export function fileKind(bytes: Uint8Array): FileKind | null {
  const known = starts.find((start) => start.bytes.every((byte, at) => byte === null || bytes[at] === byte))
  if (known) return { type: known.type, ending: known.ending, picture: known.picture }
  return isText(bytes) ? { type: 'text/plain', ending: 'txt', picture: false } : null
}

/** True for UTF-8 without control characters; what a browser could take for a page is shown as text alone, so its words do not matter. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return !/[\u0000-\u0008\u000e-\u001f]/.test(text)
  } catch {
    return false
  }
}

/** A name to show and to save under: the last part, without what file systems or headers could mistake, at most 80 characters, with the right ending. */
export function fileName(given: string, ending: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? ''
  const stem = last
    .replace(/\.[^.]*$/, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
  return `${stem || 'file'}.${ending}`
}

/** Bytes in words: `840 KB`, `2.4 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** A file as pages list it. */
export type EvidenceRow = { id: string; memberId: number; name: string; type: string; bytes: number; createdAt: Date }
