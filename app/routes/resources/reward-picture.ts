import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireMember } from '#app/auth/guests.server.ts'
import { rewardPicture } from '#app/domain/store/queries/pictures.server.ts'

/** A picture of a reward, for members. Its name is random and never used again, so it is kept for a year. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program } = await requireMember(request)
  const picture = await rewardPicture(program.id, params.name ?? '')
  if (!picture) throw new Response('There is no such picture.', { status: 404 })
  return new Response(picture.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': picture.type,
      'Content-Length': String(picture.bytes.length),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  })
}
