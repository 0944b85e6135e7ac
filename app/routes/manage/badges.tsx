import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { adapterOf, cardOf } from '#app/components/hub/kinds.ts'
import { BadgeForm } from '#app/components/manage/badge-form.tsx'
import { RecognitionFrame } from '#app/components/manage/recognition-frame.tsx'
import { BadgeMedal } from '#app/components/standing/badge-medal.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { may } from '#app/domain/members/roles.ts'
import { listInWords } from '#app/domain/rules/sentence.ts'
import { badgeForms, formOf } from '#app/domain/standing/badges.ts'
import { badgeFrom } from '#app/domain/standing/forms.ts'
import { allBadges, badgeNumbers } from '#app/domain/standing/queries.server.ts'
import { saveBadge } from '#app/flows/save-badge.server.ts'
import { kindChoices } from './rule-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Badges' }]

/** Every badge with who holds it, and the one that is open in the form. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireStaff(request, 'see_rules')
  const [badges, numbers] = await Promise.all([allBadges(program.id), badgeNumbers(program.id)])
  const query = new URL(request.url).searchParams
  const { cards, channels } = await kindChoices(program.id)
  return {
    badges: badges.map((badge) => ({
      ...badge,
      form: formOf(badge),
      adapter: adapterOf(badge.kinds[0] ?? 'generic:'),
      counts: listInWords(
        badge.kinds.map((kind) => cardOf(cards, kind).noun[1]),
        'and',
      ),
      holders: numbers.get(badge.id) ?? 0,
    })),
    open: badges.find((badge) => badge.slug === query.get('edit')) ?? null,
    saved: query.has('saved'),
    mayEdit: may(member.roles, 'edit_rules'),
    cards,
    channels,
    locale: member.locale,
  }
}

/** Saves a badge, new or known. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'edit_rules')
  const form = await request.formData()
  const slug = String(form.get('slug') ?? '')
  if (slug !== '' && !(await allBadges(program.id)).some((badge) => badge.slug === slug))
    return data({ faults: ['There is no such badge.'] }, { status: 404 })
  const read = badgeFrom(form, slug || null)
  if ('faults' in read) return data(read, { status: 400 })
  const saved = await saveBadge(read.value, slug === '', actor)
  if ('message' in saved) return data({ faults: [saved.message] }, { status: 409 })
  return redirect('/manage/badges?saved', 303)
}

/** Badges, as managers see and write them. */
export default function Badges() {
  const { badges, open, saved, mayEdit, cards, channels, locale } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <RecognitionFrame tab="badges" lead="What members collect: each badge has a story, and counts by itself." saved={saved} faults={sent?.faults}>
      <ul className="mb-12 border-t">
        {badges.map((badge) => (
          <li key={badge.slug} className="flex items-center gap-4 border-b py-3">
            <BadgeMedal tier={badge.tiers.at(-1) ?? 1} channel={badge.adapter} size="sm" earned={!badge.retired} />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                {mayEdit ? (
                  <Link to={`/manage/badges?edit=${badge.slug}#form`} className="font-bold hover:text-leaf hover:underline">
                    {badge.title}
                  </Link>
                ) : (
                  <span className="font-bold">{badge.title}</span>
                )}
                <Pill tone={badge.form === 'manual' ? 'waiting' : 'quiet'}>{badgeForms[badge.form]}</Pill>
                {badge.secret && <Pill tone="gold">Secret</Pill>}
                {badge.retired && <Pill>Retired</Pill>}
              </p>
              <p className="text-sm text-muted">
                {badge.story} {badge.counts && `Counts ${badge.counts}`}
                {badge.every !== null && badge.counts && `, every ${badge.every}`}
                {badge.tiers.length > 0 && badge.counts && `, at ${badge.tiers.join(', ')}`}
              </p>
            </div>
            <p className="shrink-0 text-right text-sm text-muted">
              <span className="block text-base font-bold text-ink tabular-nums">{badge.holders.toLocaleString(locale)}</span>
              {badge.holders === 1 ? 'holder' : 'holders'}
            </p>
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Section id="form" title={open ? `Change “${open.title}”` : 'A new badge'}>
          <BadgeForm key={open?.slug ?? 'new'} badge={open} cards={cards} channels={channels} />
        </Section>
      )}
    </RecognitionFrame>
  )
}
