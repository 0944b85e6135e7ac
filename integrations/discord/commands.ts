import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import type { Ask, Delivery } from '#app/contract/adapter.ts'
import { type Asked, type Question, questions, type Reply } from '#app/contract/line.ts'
import { parseJson } from '#integrations/kit/body.ts'
import { snowflake } from './packets.ts'

const descriptions: Readonly<Record<Question['about'], string>> = {
  points: 'How many points you have and what is next. Only you see the answer.',
  rank: 'Where you stand on the board. Only you see the answer.',
  challenges: 'What you could do now. Only you see the answer.',
  why: 'Why your last contributions counted, or not. Only you see the answer.',
  link: 'Link your Discord account to your account in the hub. Only you see the answer.',
}

/** The slash commands as Discord is told them; setting the same again changes nothing. https://discord.com/developers/docs/interactions/application-commands */
export const commands = questions.map((name) => ({
  ...{ name, description: descriptions[name], type: 1, contexts: [0], integration_types: [0] },
  ...(name === 'link' ? { options: [{ type: 3, name: 'code', description: 'The code from your settings, if you have one.', required: false }] } : {}),
}))

const person = z.object({ id: snowflake, username: z.string().max(100) })
const interaction = z.object({
  id: snowflake,
  token: z.string().max(500),
  type: z.int(),
  guild_id: snowflake.nullish(),
  member: z.object({ user: person }).nullish(),
  user: person.nullish(),
  data: z.object({ name: z.string().max(100), options: z.array(z.object({ name: z.string(), value: z.unknown() })).nullish() }).nullish(),
})

/** A slash command that somebody gave, with what an answer needs. Null for any other interaction. */
export function commandIn(raw: unknown, guild: string): { id: string; token: string; question: Question | null } | null {
  const parsed = interaction.safeParse(raw)
  if (!parsed.success || parsed.data.type !== 2 || (parsed.data.guild_id ?? guild) !== guild) return null
  const { id, token, data, member, user } = parsed.data
  const asker = member?.user ?? user
  const about = questions.find((name) => name === data?.name)
  const code = data?.options?.find((option) => option.name === 'code')?.value
  const said = typeof code === 'string' ? { code: code.slice(0, 100) } : {}
  return { id, token, question: asker && about ? { about, asker: { id: asker.id, handle: asker.username }, ...said } : null }
}

/** An answer that only the asker sees (flag 64), and that mentions nobody. */
export function privately({ words }: Reply): object {
  return { type: 4, data: { content: words.slice(0, 2_000), flags: 64, allowed_mentions: { parse: [] } } }
}

/** What is said to a command that this hub does not know. */
export const unknownCommand: Reply = { words: 'I do not know this command. Try `/points`, `/rank`, `/challenges`, `/why` or `/link`.' }

// The fixed beginning of an Ed25519 public key in DER (RFC 8410): Node takes no bare keys.
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const tolerance = 5 * 60_000

/** True if Discord signed exactly these bytes lately, with the application's key. Never throws. */
export function isSigned({ headers, body, receivedAt }: Pick<Delivery, 'headers' | 'body' | 'receivedAt'>, publicKey: string): boolean {
  const [signature = '', timestamp = ''] = [headers['x-signature-ed25519'], headers['x-signature-timestamp']]
  if (!/^[0-9a-f]{64}$/i.test(publicKey) || !/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(receivedAt.getTime() - Number(timestamp) * 1_000) > tolerance) return false
  try {
    const key = createPublicKey({ key: Buffer.concat([derPrefix, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' })
    return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'))
  } catch {
    return false
  }
}

/** A signed request of Discord's: its pings, and commands where a manager chose to have them sent by HTTP. */
export function readRequest(request: Pick<Delivery, 'headers' | 'body' | 'receivedAt'>, access: Ask['access']): Asked {
  if (!isSigned(request, access.public_key ?? '')) return { kind: 'refused', why: 'The signature is missing or does not fit this body.' }
  const parsed = parseJson(request.body)
  const named = z.object({ type: z.int(), event: z.unknown().optional() }).safeParse(parsed.ok ? parsed.value : null)
  if (!named.success) return { kind: 'answered', status: 400, body: { error: 'This is no interaction.' } }
  // Webhook events ping with 0 and tell with an `event`; nothing is made of them. Interactions ping with 1.
  if (named.data.type === 0 || named.data.event !== undefined) return { kind: 'answered', status: 204 }
  if (named.data.type === 1) return { kind: 'answered', status: 200, body: { type: 1 } }
  const command = commandIn(parsed.ok ? parsed.value : null, access.guild ?? '')
  if (!command?.question) return { kind: 'answered', status: 200, body: privately(unknownCommand) }
  return { kind: 'question', question: command.question, answer: privately }
}
