import type { LoaderFunctionArgs } from '@remix-run/node'
import { anyone } from '#app/auth/guests.server.ts'
import { placesDrawn, raffleBySlug } from '#app/domain/raffles/queries.server.ts'

/** Everything that anyone needs to compute a draw again: the seed with its hash, all tickets, and who won. Tickets name nobody. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program } = await anyone(request)
  const raffle = await raffleBySlug(program.id, params.slug ?? '')
  if (!raffle?.drawnAt) throw new Response('There is no such draw yet.', { status: 404, statusText: 'Not Found' })
  const places = await placesDrawn(program.id, raffle.id)
  const { title, seedHash, seed, entrantsHash } = raffle
  const winners = places.flatMap((place) => (place.won ? [place.ticket] : []))
  const tickets = places.map((place) => place.ticket).sort()
  const body = JSON.stringify({ title, drawnAt: raffle.drawnAt.toISOString(), seedHash, seed, entrantsHash, tickets, winners }, null, 1)
  return new Response(body, { headers: { 'Content-Type': 'application/json', 'Content-Disposition': 'attachment; filename="draw.json"' } })
}
