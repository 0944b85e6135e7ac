import { z } from 'zod'
import type { Completion, Delivery, Earlier, Known } from '#app/contract/adapter.ts'
import { parseJson } from '#integrations/kit/body.ts'
import { packets } from './packets.ts'

const state = z.object({
  now: z.object({ since: z.iso.datetime(), voice_session: z.string(), place: z.object({ id: z.string(), name: z.string() }) }).nullable(),
})
const voice = packets.VOICE_STATE.extend({ t: z.literal('VOICE_STATE') })
const many = packets.REACTION_REMOVE_MANY.extend({ t: z.literal('REACTION_REMOVE_MANY') })

/**
 * Learns what a message of the line alone does not tell, from what came before: which reactions were known when all are taken away, and since when
 * somebody has been in a voice channel. Discord's own `session_id` of a stay proves that it was one: time across a lost connection counts only then.
 */
export async function completeMessage(delivery: Delivery, earlier: readonly Earlier[], known: Known): Promise<Completion> {
  const parsed = parseJson(delivery.body)
  const stay = voice.safeParse(parsed.ok ? parsed.value : null)
  if (stay.success) return learnStay(stay.data, earlier)
  const { message, emoji } = many.parse(parsed.ok ? parsed.value : null)
  const reactions = (await known(`message:${message}`)).filter(({ kind }) => kind === 'reaction.given' || kind === 'reaction.received')
  const subjects = reactions.map(({ externalId }) => externalId).filter((subject) => emoji === undefined || subject.endsWith(`:${emoji}`))
  return { subjects: [...new Set(subjects)].slice(0, 1_000) }
}

function learnStay({ at, place, voice_session }: z.output<typeof voice>, earlier: readonly Earlier[]): Completion {
  const last = state.safeParse(earlier.at(-1)?.completion)
  const before = last.success && last.data.now?.voice_session === voice_session ? last.data.now : null
  // The same channel again is somebody who muted themselves or shares a screen: the stay goes on.
  if (before && place && before.place.id === place.id) return { attended: null, now: before }
  const now = place ? { since: at, voice_session, place: { id: place.id, name: place.name } } : null
  return { attended: before ? { since: before.since, place: before.place } : null, now }
}
