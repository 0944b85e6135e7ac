import { sealedCookie } from './sealed-cookies.server.ts'

type Draft = { path: string; fields: Record<string, string> }

const draftCookie = sealedCookie<Draft>('draft', 30)
/** A browser keeps cookies of 4 kB; sealing adds a good third. */
const longest = 2_500
const secret = /password|current|next|token/i

/** The cookie that carries a form over a sign-in, sealed, for half an hour; null for one that is too long. Passwords stay behind. */
export async function keepDraft(request: Request, program: number): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > 3 * longest) return null
  const form = await request.clone().formData()
  const fields: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string' && !secret.test(name)) fields[name] = value
  const draft = { path: new URL(request.url).pathname, fields }
  return Buffer.byteLength(JSON.stringify(draft)) > longest ? null : draftCookie.write(request, program, draft)
}

/** What somebody had written on this page when their session ended, and the cookie that forgets it; null when nothing was. */
export function takeDraft(request: Request, program: number): { fields: Record<string, string>; forget: string } | null {
  const draft = draftCookie.read(request, program)
  return draft?.path === new URL(request.url).pathname ? { fields: draft.fields, forget: draftCookie.clear(request) } : null
}
