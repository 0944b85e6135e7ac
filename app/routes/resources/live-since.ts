import { type LoaderFunctionArgs, data } from '@remix-run/node'
import { requireMember } from '#app/auth/guests.server.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { didInWords, sentenceOf } from '#app/components/hub/ledger-view.ts'
import type { LiveNews } from '#app/components/shell/live.tsx'
import { bellOf } from '#app/domain/notices/queries.server.ts'
import { wordsBetween } from '#app/domain/rules/queries/words.server.ts'
import { levelReachedSince } from '#app/domain/standing/queries.server.ts'
import { liveMark, readLiveMark } from './live-mark.ts'
import { adapters } from '#integrations/registry.ts'

const atOnce = 50

/** What was said to the member after a turn, and the level reached with it. The first call, without `after`, answers the cursor alone. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member, turn: upTo } = await requireMember(request)
  const after = readLiveMark(new URL(request.url).searchParams.get('after'))?.turn ?? upTo
  const { newest } = await bellOf(program.id, member.id)
  const words = after < upTo ? await wordsBetween(program.id, member.id, after, upTo, atOnce) : []
  const earliest = Math.min(...words.map((word) => word.judgedAt.getTime()))
  const level = words.length > 0 ? await levelReachedSince(program.id, member.id, new Date(earliest - 1)) : null
  const cards = cardsFrom(adapters)
  const news: LiveNews = {
    cursor: liveMark({ turn: upTo, notice: newest }),
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
