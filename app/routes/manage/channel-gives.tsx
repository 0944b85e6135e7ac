import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { AnnounceForm } from '#app/components/manage/announce-form.tsx'
import { AnnounceRules, Announcements } from '#app/components/manage/announce-lists.tsx'
import { ChannelFrame } from '#app/components/manage/channel-frame.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { announceRuleSchema } from '#app/domain/announcements/announcements.ts'
import { may } from '#app/domain/members/roles.ts'
import { retryAnnouncements } from '#app/flows/retry-announcements.server.ts'
import { saveAnnounceRule } from '#app/flows/save-announce-rule.server.ts'
import { switchAnnounceRule } from '#app/flows/switch-announce-rule.server.ts'
import { channelOr404, channelTabs } from './channel-view.server.ts'
import { givesView } from './gives-view.server.ts'
import { draftOf, readForm } from './read-form.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view ? `${view.title}: giving back` : 'Channel' }]

const toldWords: Record<string, string> = {
  added: 'From now on it is given, also to everybody who holds it already.',
  on: 'It is on again.',
  off: 'It is off. What was held because of it is taken back.',
  retried: 'What failed is tried again.',
}

/** What a channel gives for badges, levels and deeds, and what was told to it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_channels')
  const { adapter, source } = await channelOr404(guest.program.id, params.slug)
  const query = new URL(request.url).searchParams
  return {
    title: source?.title ?? adapter.title,
    slug: source?.slug ?? adapter.id,
    sourceId: source?.id ?? 0,
    tabs: channelTabs(adapter),
    ...(await givesView(guest.program.id, adapter, source?.id ?? 0, query.get('when'))),
    told: toldWords[query.get('told') ?? ''] ?? null,
    mayEdit: source !== null && may(guest.member.roles, 'edit_channels'),
    reader: readerOf(guest),
  }
}

/** Adds a rule, switches one, or lets what failed be tried again. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_channels')
  const { adapter, source } = await channelOr404(program.id, params.slug)
  const form = await request.formData()
  const done = (told: string) => redirect(`/manage/channels/${source?.slug ?? adapter.id}/gives?told=${told}`, 303)
  if (form.get('do') === 'retry') {
    await retryAnnouncements(actor)
    return done('retried')
  }
  if (form.get('do') === 'move') {
    const to = form.get('to') === 'off' ? 'off' : 'on'
    const switched = await switchAnnounceRule(numberFrom(form.get('id')) ?? 0, to, actor)
    return 'message' in switched ? data({ faults: [switched.message], draft: null }, { status: 409 }) : done(to)
  }
  const read = readForm(form, announceRuleSchema)
  if ('faults' in read) return data(read, { status: 400 })
  const saved = await saveAnnounceRule(adapter, { ...read.value, sourceId: source?.id ?? 0 }, actor)
  return 'message' in saved ? data({ faults: [saved.message], draft: draftOf(form) }, { status: 409 }) : done('added')
}

/** What one channel gives back. */
export default function ChannelGives() {
  const { title, slug, sourceId, tabs, rules, told, offer, lately, mayEdit, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const words = sent?.faults ? { tone: 'danger' as const, words: sent.faults.join(' ') } : told ? { tone: 'good' as const, words: told } : null
  return (
    <ChannelFrame title={title} slug={slug} tabs={tabs} current="gives" told={words}>
      <Section title={`What ${title} gives`} lead="Told within seconds, each once, and taken back when it is lost or the account is unlinked.">
        <AnnounceRules rows={rules} mayEdit={mayEdit} title={title} />
      </Section>
      {mayEdit && offer && (
        <Section title="Give something" id="add">
          <AnnounceForm key={offer.when} offer={offer} draft={sent?.draft ?? {}} slug={slug} title={title} sourceId={sourceId} />
        </Section>
      )}
      <Section title="Told lately">
        <Announcements rows={lately} reader={reader} mayEdit={mayEdit} parked={rules.some((rule) => rule.parked > 0)} />
      </Section>
    </ChannelFrame>
  )
}
