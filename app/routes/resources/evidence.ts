import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireMember } from '#app/auth/guests.server.ts'
import { evidenceById, evidenceBytes, ownEvidence } from '#app/domain/evidence/queries.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { reviewerOf } from '#app/domain/reviews/queries.server.ts'

/**
 * A file that somebody handed in: for its author and for those who review; to everybody else it is not there. Pictures are shown in place, everything else
 * is saved, and whatever is opened may neither run nor load anything.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const id = params.id ?? ''
  const [file, own, reviewer] = await Promise.all([
    evidenceById(program.id, id),
    ownEvidence(program.id, member.id, [id]),
    reviewerOf(program.id, member.id),
  ])
  const seen = own.length > 0 || (reviewer !== null && member.state === 'active') || may(member.roles, 'review_submissions')
  const bytes = file && seen ? await evidenceBytes(program.id, file.id) : null
  if (!file || !bytes) throw new Response('There is no such file, or it is not yours to see.', { status: 404 })
  const picture = file.type.startsWith('image/')
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': picture || file.type.startsWith('application/') ? file.type : 'text/plain; charset=utf-8',
      'Content-Length': String(bytes.length),
      'Content-Disposition': `${picture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, max-age=3600, immutable',
    },
  })
}
