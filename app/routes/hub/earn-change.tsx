import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { changesOf } from '#app/domain/rules/queries/changes.server.ts'
import { ruleInWords } from '#app/domain/rules/sentence.ts'
import { adapters } from '#integrations/registry.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view ? `Change: ${view.title}` : 'Change' }]

/** One version of a rule against the one before it, at an address that stays. 404 for one that was never live. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const [rule, version] =
    /^(\d{1,9})-(\d{1,6})$/
      .exec(params.name ?? '')
      ?.slice(1)
      .map(Number) ?? []
  const found = rule === undefined || version === undefined ? [] : await changesOf(program.id, { rule, version })
  const [change] = found
  if (!change) throw new Response('There is no such change.', { status: 404, statusText: 'Not Found' })
  const cards = cardsFrom(adapters)
  return {
    title: change.definition.title,
    before: change.before && ruleInWords(change.before.definition, cards, program.pointsName),
    after: ruleInWords(change.definition, cards, program.pointsName),
    spans: found.map(({ startsAt, endsAt }) => ({
      from: startsAt.getTime() === 0 ? null : startsAt.toISOString(),
      until: endsAt?.toISOString() ?? null,
    })),
    reader: { zone: member?.timeZone ?? program.timeZone, locale: member?.locale ?? 'en', now: new Date().toISOString() },
  }
}

/** What changed: before, after, since when. */
export default function EarnChange() {
  const { title, before, after, spans, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={title}
        lead={before ? 'What members read before, and what they read after.' : 'This rule was not live before.'}
        crumbs={[{ label: 'How to earn', to: '/earn' }, { label: 'Changes', to: '/earn/changes' }, { label: title }]}
      />
      <div className="flex flex-col gap-8">
        {before && (
          <Section title="Before">
            <p className="max-w-prose text-lg text-muted">{before}</p>
          </Section>
        )}
        <Section title={before ? 'After' : 'What it says'}>
          <p className="max-w-prose text-lg font-semibold">{after}</p>
        </Section>
        <ul className="text-muted">
          {spans.map((span) => (
            <li key={span.from}>
              Live{' '}
              {span.from ? (
                <>
                  from <Time iso={span.from} {...reader} look="full" />
                </>
              ) : (
                'from the beginning'
              )}
              {span.until && (
                <>
                  {' '}
                  until <Time iso={span.until} {...reader} look="full" />
                </>
              )}
              .
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
