import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { RuleChanges } from '#app/components/hub/earn-changes.tsx'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { changesOf } from '#app/domain/rules/queries/changes.server.ts'
import { ruleInWords } from '#app/domain/rules/sentence.ts'
import { adapters } from '#integrations/registry.ts'

export const meta: MetaFunction = () => [
  { title: 'What changed in the rules' },
  { name: 'description', content: 'Every change of the rules, dated and kept.' },
]

/** Every change of the live rules, the announced ones first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const cards = cardsFrom(adapters)
  const now = new Date()
  const changes = (await changesOf(program.id)).map(({ rule, version, definition, before, startsAt, endsAt }) => ({
    name: `${rule}-${version}`,
    title: definition.title,
    sentence: ruleInWords(definition, cards, program.pointsName),
    isNew: before === null,
    startsAt: startsAt.getTime() === 0 ? null : startsAt.toISOString(),
    endedAt: endsAt && endsAt <= now ? endsAt.toISOString() : null,
    coming: startsAt > now,
  }))
  return { changes, reader: { zone: member?.timeZone ?? program.timeZone, locale: member?.locale ?? 'en', now: now.toISOString() } }
}

/** The changelog of the rules. */
export default function EarnChanges() {
  const { changes, reader } = useLoaderData<typeof loader>()
  const coming = changes.filter((change) => change.coming)
  const past = changes.filter((change) => !change.coming)
  return (
    <>
      <PageHeader
        title="What changed in the rules"
        lead="Every change is dated and kept. What you did before a change was judged by the rule of that day. A lower price is announced here first."
        crumbs={[{ label: 'How to earn', to: '/earn' }, { label: 'Changes' }]}
      />
      <div className="flex flex-col gap-12">
        {coming.length > 0 && (
          <Section title="Announced">
            <RuleChanges changes={coming} reader={reader} />
          </Section>
        )}
        {past.length > 0 ? (
          <Section title="Until now">
            <RuleChanges changes={past} reader={reader} />
          </Section>
        ) : (
          coming.length === 0 && <EmptyState title="Nothing has changed yet">As soon as a rule is live, its changes stand here.</EmptyState>
        )}
      </div>
    </>
  )
}
