import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { type Draft, blankDraft } from '#app/domain/challenges/draft.ts'
import { ownTemplates } from '#app/domain/challenges/queries/authoring.server.ts'
import { challengeTemplates, draftFromTemplate } from '#app/domain/challenges/templates.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { removeTemplate } from '#app/flows/remove-template.server.ts'
import { saveChallenge } from '#app/flows/save-challenge.server.ts'
import { numberFrom } from './reader.server.ts'
import { typesById } from './challenge-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'New challenge' }]

const cardOf = (key: string, title: string, about: string, draft: Pick<Draft, 'minutes' | 'stages'>) => ({
  key,
  title,
  about,
  minutes: draft.minutes,
  steps: draft.stages.map((stage) => typesById.get(stage.type)?.label ?? stage.type),
})

/** The templates to begin from: the program's own, and those that come with the hub. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_challenges')
  const own = await ownTemplates(program.id)
  return {
    own: own.map((one) => cardOf(`own:${one.id}`, one.title, one.about, one.draft)),
    built: challengeTemplates.map((one) => cardOf(one.slug, one.title, one.about, { ...blankDraft('UTC'), ...one.draft })),
  }
}

async function startOf(program: Program, key: string): Promise<Draft | null> {
  if (key === 'blank') return { ...blankDraft(program.timeZone), title: 'A new challenge' }
  const own = key.startsWith('own:') ? (await ownTemplates(program.id)).find((one) => `own:${one.id}` === key) : undefined
  const template = own ?? challengeTemplates.find((one) => one.slug === key)
  return template ? draftFromTemplate(template, program.timeZone) : null
}

/** Makes a draft from a template and leads to its editor; or removes one of the program's own templates. */
export async function action({ request }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_challenges')
  const form = await request.formData()
  const key = String(form.get('template') ?? '')
  if (form.get('do') === 'remove') {
    await removeTemplate(numberFrom(key.replace('own:', '')) ?? 0, actor)
    return redirect('/manage/challenges/new', 303)
  }
  const draft = await startOf(program, key)
  if (!draft) return data({ refusal: 'There is no such template any more. Choose another.' }, { status: 404 })
  const saved = await saveChallenge({ id: null, basedOn: 0, draft }, actor)
  if ('message' in saved) return data({ refusal: saved.message }, { status: 409 })
  return redirect(`/manage/challenges/${saved.id}?told=added`, 303)
}

type Card = ReturnType<typeof cardOf>

/** Where a new challenge begins. */
export default function NewChallenge() {
  const { own, built } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()?.refusal
  const blank: Card = { key: 'blank', title: 'Blank page', about: 'Nothing yet. Add the steps yourself.', minutes: 0, steps: [] }
  return (
    <>
      <PageHeader
        dense
        title="New challenge"
        lead="Take what comes closest. Everything in it can be changed, and nobody sees it before you publish it."
        crumbs={[{ label: 'Challenges', to: '/manage/challenges' }, { label: 'New challenge' }]}
      />
      <div className="flex flex-col gap-10">
        {refusal && (
          <Notice tone="danger" announce>
            {refusal}
          </Notice>
        )}
        {own.length > 0 && (
          <Section title="Your templates">
            <Cards cards={own} removable />
          </Section>
        )}
        <Section title="To begin with">
          <Cards cards={[...built, blank]} />
        </Section>
      </div>
    </>
  )
}

function Cards({ cards, removable = false }: { cards: readonly Card[]; removable?: boolean }) {
  return (
    <ul className="grid gap-5 sm:grid-cols-2 xl:grid-cols-3">
      {cards.map((card) => (
        <li key={card.key} className="card flex flex-col p-5">
          <h3 className="font-bold">{card.title}</h3>
          <p className="mt-1 text-muted">{card.about}</p>
          {card.steps.length > 0 && (
            <p className="mt-3 text-sm">
              {card.steps.join(' → ')}
              <span className="text-muted">, about {card.minutes} minutes</span>
            </p>
          )}
          <Form method="post" className="mt-auto flex flex-wrap gap-2 pt-5">
            <input type="hidden" name="template" value={card.key} />
            <Button size="sm" variant="outline">
              {card.key === 'blank' ? 'Use a blank page' : 'Use this'}
              {card.key !== 'blank' && <span className="sr-only"> template: {card.title}</span>}
            </Button>
            {removable && (
              <Button size="sm" variant="ghost" name="do" value="remove">
                Remove<span className="sr-only"> {card.title}</span>
              </Button>
            )}
          </Form>
        </li>
      ))}
    </ul>
  )
}
