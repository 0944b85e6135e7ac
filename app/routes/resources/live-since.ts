import { type LoaderFunctionArgs, data } from '@remix-run/node'
import { requireMember } from '#app/auth/guests.server.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { didInWords, sentenceOf } from '#app/components/hub/ledger-view.ts'
import type { LiveNews } from '#app/components/shell/live.tsx'
import { lastTurn, wordsBetween } from '#app/domain/rules/queries/words.server.ts'
import { levelReachedSince } from '#app/domain/standing/queries.server.ts'
import { adapters } from '#integrations/registry.ts'

const atOnce = 50

/** What was said to the member after a turn, and the level reached with it. The first call, without `after`, answers the cursor alone. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const asked = new URL(request.url).searchParams.get('after') ?? ''
  const upTo = await lastTurn(program.id)
  const after = /^\d{1,15}$/.test(asked) ? Number(asked) : upTo
  const words = after < upTo ? await wordsBetween(program.id, member.id, after, upTo, atOnce) : []
  const earliest = Math.min(...words.map((word) => word.judgedAt.getTime()))
  const level = words.length > 0 ? await levelReachedSince(program.id, member.id, new Date(earliest - 1)) : null
  const cards = cardsFrom(adapters)
  const news: LiveNews = {
    cursor: String(upTo),
    lines: words.map((word) => ({
      // A word that changes later is told again.
      id: `${word.activityId}-${word.turn}`,
      points: word.status === 'reversed' ? -word.given : word.points,
      sentence: `${didInWords(word, cards)}${word.title ? `: ${word.title}` : ''}. ${sentenceOf(word, cards, program.pointsName)}`,
    })),
    level: level && { title: level.title },
  }
  return data(news, { headers: { 'Cache-Control': 'no-store' } })
}
