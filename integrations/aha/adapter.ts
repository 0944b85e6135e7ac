import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Adapter, Ask, Completion, Delivery, Earlier, Reading } from '#app/contract/adapter.ts'
import { askJson, siteOf } from '#integrations/kit/api.ts'
import { foreignId, instant, parseJson, text, titleText, webAddress } from '#integrations/kit/body.ts'
import { whyNot } from '#integrations/kit/event-table.ts'
import { ideaKinds, ideaLearning, readIdea, type Idea, type IdeaLearning } from '#integrations/kit/ideas.ts'
import { tokenHeader, verifyToken } from '#integrations/kit/token.ts'

/** A message says who changed which fields of what; everything else must be asked for. */
const message = z.object({
  event: z.string(),
  audit: z.object({
    audit_action: z.string(),
    auditable_type: z.string(),
    auditable_id: foreignId,
    created_at: instant.nullish(),
    changes: z.array(z.object({ field_name: text.nullish() })).nullish(),
  }),
})
type Audit = z.output<typeof message>['audit']

const person = z.object({ id: foreignId, name: titleText.nullish(), email: z.string().nullish() })
const asked = z.object({
  idea: z.object({
    id: foreignId,
    name: titleText,
    url: webAddress.nullish(),
    created_at: instant,
    workflow_status: z.object({ name: text }).nullish(),
    created_by_portal_user: person.nullish(),
    created_by_idea_user: person.nullish(),
    created_by_user: person.nullish(),
  }),
})

function isIdea({ auditable_type: type }: Audit): boolean {
  return /^(ideas\/)?idea$/i.test(type)
}

function whatOf({ audit_action: action, changes }: Audit): 'submitted' | 'removed' | 'moved' | null {
  if (action === 'create') return 'submitted'
  if (action === 'destroy' || action === 'delete') return 'removed'
  const moved = (changes ?? []).some((change) => /status/i.test(change.field_name ?? ''))
  return action === 'update' && moved ? 'moved' : null
}

function read(delivery: Delivery): Reading {
  const parsed = parseJson(delivery.body)
  if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
  const told = message.safeParse(parsed.value)
  if (!told.success) return { kind: 'malformed', why: whyNot(told.error) }
  const { audit, event } = told.data
  if (event !== 'audit') return { kind: 'unsupported', event: event.slice(0, 100) }
  if (!isIdea(audit)) return { kind: 'ignored', why: 'it is not about an idea' }
  if (whatOf(audit) === null) return { kind: 'ignored', why: 'it changes no stage of the idea' }
  if (!delivery.completion) return { kind: 'incomplete', about: `idea:${audit.auditable_id}` }
  const learned = ideaLearning.safeParse(delivery.completion)
  return learned.success && learned.data.event === audit.audit_action
    ? readIdea(learned.data)
    : { kind: 'malformed', why: 'what was learned about it belongs to another event' }
}

/** One read completes a message that carries changed fields only. An idea that is gone keeps what was learned about it before. */
async function complete(delivery: Delivery, earlier: readonly Earlier[], ask: Ask): Promise<Completion> {
  const parsed = parseJson(delivery.body)
  const { audit } = message.parse(parsed.ok ? parsed.value : null)
  const what = whatOf(audit)
  const learned: IdeaLearning = { event: audit.audit_action, at: delivery.receivedAt.toISOString(), what: what ?? 'nothing' }
  if (!ask.access.api_key) throw new Error('Enter the address and an API key of Aha! on the channel’s page: its messages carry changed fields alone.')
  const headers = { authorization: `Bearer ${ask.access.api_key}` }
  const found = await askJson(ask, `${siteOf(ask)}/api/v1/ideas/${encodeURIComponent(audit.auditable_id)}`, { headers })
  const idea = found === undefined ? undefined : asIdea(asked.parse(found).idea)
  if (what === 'removed') {
    if (idea) return { ...learned, what: 'nothing', why: 'Aha! itself says that the idea is there' }
    const before = lastKnown(earlier)
    return before ? { ...learned, idea: before } : { ...learned, what: 'nothing', why: 'nothing was known of this idea' }
  }
  if (!idea) return { ...learned, what: 'nothing', why: 'Aha! itself says that the idea is gone' }
  return { ...learned, idea }
}

function lastKnown(earlier: readonly Earlier[]): Idea | undefined {
  for (const { completion } of [...earlier].reverse()) {
    const known = ideaLearning.safeParse(completion)
    if (known.success && known.data.idea) return known.data.idea
  }
  return undefined
}

function asIdea(idea: z.output<typeof asked>['idea']): Idea {
  const author = idea.created_by_portal_user ?? idea.created_by_idea_user ?? idea.created_by_user
  return {
    id: idea.id,
    title: idea.name,
    url: idea.url ?? '',
    author: author ? { id: author.id, handle: author.name || author.id } : { id: 'nobody', handle: 'nobody' },
    createdAt: idea.created_at.toISOString(),
    status: idea.workflow_status?.name ?? '',
  }
}

const kinds = Object.fromEntries(Object.entries(ideaKinds).filter(([kind]) => /^idea\.(submitted|planned|done|stepped_back|removed)$/.test(kind)))

/** Aha! Ideas: its activity webhook says that something changed, one read says what. */
export const aha: Adapter = {
  id: 'aha',
  title: 'Aha! Ideas',
  kinds,
  secrets: ['webhook'],
  trust: () => 'token',
  access: [
    { name: 'site', label: 'Address of your Aha! account', hint: 'https://yourcompany.aha.io' },
    { name: 'api_key', label: 'API key', hint: 'Settings, Personal, Developer, API key.', secret: true },
  ],
  setup: {
    steps: [
      'In Aha! open Settings, Account (or Workspace), Integrations, and add an Activity webhook.',
      'Hook URL: {url}?token={secret}',
      'Choose the record type Ideas, with creation, deletion and the field Status, and enable it.',
      'Here open Past and access, and enter the address of your account and an API key: the webhook sends changed fields alone, so the hub reads each idea once.',
      'Make a test idea: it appears in the list of deliveries here.',
    ],
    docs: 'https://www.aha.io/support/ideas/integrations/aha-api/configure-activity-webhooks',
  },
  newSecret: () => randomBytes(24).toString('hex'),
  verify: (delivery, secrets) => verifyToken(delivery, secrets.webhook),
  sign: (_body, headers, secret) => ({ 'content-type': 'application/json', ...headers, ...tokenHeader(secret) }),
  envelope: (delivery) => {
    const parsed = parseJson(delivery.body)
    const told = parsed.ok ? message.safeParse(parsed.value) : null
    return {
      deliveryId: delivery.digest,
      event: told?.success ? `${told.data.audit.auditable_type}.${told.data.audit.audit_action}`.slice(0, 100) : 'unreadable',
    }
  },
  read,
  complete,
}
