import { db } from '#app/db/prisma.server.ts'
import { env } from '#app/foundation/env.ts'
import { originOf } from './cookies.server.ts'

/**
 * The origin for links in mails. The Host header is whatever a stranger sends, so it counts only if it is the public address or a host of a
 * program; else links lead to the public address.
 */
export async function linkOrigin(request: Request): Promise<string> {
  const asked = originOf(request)
  const { PUBLIC_URL, PORT } = env()
  const home = PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://localhost:${PORT}`
  if (asked === home) return home
  const { hostname } = new URL(asked)
  const known = await db().programHost.findUnique({ where: { host: hostname }, select: { host: true } })
  return known ? asked : home
}
