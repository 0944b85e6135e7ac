import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import { storePolicyOf } from '#app/domain/store/queries/shelf.server.ts'
import { trustMarks } from '#app/domain/store/queries/trust.server.ts'
import { trustSchema, trustWord } from '#app/domain/store/shelf-form.ts'
import { trustShopper } from '#app/flows/trust-shopper.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Trust' }]

/** Who is trusted by whom and why, and what decides for everybody else. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'run_store')
  const program = guest.program.id
  const [marks, policy] = await Promise.all([trustMarks(program), storePolicyOf(program)])
  const handles = await handlesOf(program, [...new Set(marks.flatMap((mark) => [mark.memberId, ...(mark.byId === null ? [] : [mark.byId])]))])
  const query = new URL(request.url).searchParams
  return {
    marks: marks.map(({ at, byId, memberId, ...mark }) => ({
      ...mark,
      memberId,
      who: `@${handles[memberId] ?? memberId}`,
      by: byId === null ? 'The hub' : `@${handles[byId] ?? byId}`,
      at: at.toISOString(),
    })),
    days: policy.trustDays,
    orders: policy.trustOrders,
    member: query.get('member') ?? '',
    saved: query.has('saved'),
    reader: readerOf(guest),
  }
}

/** Keeps a decision with its reason. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, member } = await requireStaff(request, 'run_store')
  const submission = parseWithZod(await request.formData(), { schema: trustSchema })
  if (submission.status !== 'success') return data({ errors: (submission.error ?? {}) as Record<string, string[]>, refusal: null }, { status: 400 })
  const { handle, trust, why } = submission.value
  const trusted = trust === 'rule' ? null : trust === 'yes'
  const marked = await trustShopper({ ...actor, by: member.id }, { handle, trusted, why })
  if ('message' in marked) return data({ errors: {} as Record<string, string[]>, refusal: marked.message }, { status: 409 })
  return redirect('/manage/store/trust?saved', 303)
}

const tones = { yes: 'good', no: 'bad', rule: 'quiet' } as const

/** Whose orders wait for a person. */
export default function StoreTrust() {
  const { marks, days, orders, member, saved, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const field = (name: string) => ({ id: `trust-${name}`, name, required: true, errors: sent?.errors[name] })
  return (
    <>
      <PageHeader
        dense
        title="Trust"
        crumbs={[{ label: 'Store', to: '/manage/store' }, { label: 'Trust' }]}
        lead={`Without a word of yours, whoever is here for ${days} days and had ${orders === 1 ? 'one order' : `${orders} orders`} delivered is trusted. All others’ orders wait for a person.`}
      />
      <div className="grid items-start gap-10 lg:grid-cols-[380px_1fr]">
        <Section look="card" title="Decide about somebody">
          {saved && !sent && (
            <div className="mb-5">
              <Notice tone="good" announce>
                Kept. It holds from the next order on.
              </Notice>
            </div>
          )}
          {sent?.refusal && (
            <div className="mb-5">
              <Notice tone="danger" announce>
                {sent.refusal}
              </Notice>
            </div>
          )}
          <Form method="post" className="flex flex-col gap-5">
            <TextField field={field('handle')} label="Member" hint="Their handle." defaultValue={member} autoComplete="off" />
            <RadioCards
              field={field('trust')}
              label="Their orders"
              defaultValue="yes"
              cards={[
                { value: 'yes', label: 'Are trusted', description: 'They go on at once, where nothing else speaks against it.' },
                { value: 'no', label: 'Always wait for a person', description: 'Whatever they order.' },
                { value: 'rule', label: 'Go by days and orders again', description: 'As with everybody about whom nothing was decided.' },
              ]}
            />
            <TextField field={field('why')} label="Why" hint="Staff reads it, the member does not." maxLength={200} />
            <div>
              <Button>Keep it</Button>
            </div>
          </Form>
        </Section>
        <Section title="What was decided">
          {marks.length === 0 && <p className="text-muted">Nothing yet: days and orders decide about everybody.</p>}
          <ul className="divide-y border-y empty:hidden">
            {marks.map((mark) => (
              <li key={mark.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-3.5">
                <span className="min-w-0">
                  <Link to={`/manage/members/${mark.memberId}`} className="text-link font-semibold">
                    {mark.who}
                  </Link>{' '}
                  {mark.holds ? (
                    <Pill tone={tones[trustWord(mark.trusted)]}>{words[trustWord(mark.trusted)]}</Pill>
                  ) : (
                    <s className="text-sm text-muted">{words[trustWord(mark.trusted)]}</s>
                  )}
                  <span className="block">{mark.why}</span>
                </span>
                <span className="text-sm text-muted">
                  {mark.by}, <Time iso={mark.at} {...reader} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  )
}

const words = { yes: 'Trusted', no: 'Always waits', rule: 'By days and orders' }
