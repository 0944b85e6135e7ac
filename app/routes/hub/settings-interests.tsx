import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Chips } from '#app/components/ui/chips.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { namedInterests, wishesOf } from '#app/domain/members/queries/wishes.server.ts'
import { languageCodes, languageName, offeredInterests, shirtSizes, wishesSchema } from '#app/domain/members/wishes.ts'
import { saveWishes } from '#app/flows/save-wishes.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { countryChoices } from './country-choices.server.ts'
import { SavedNote } from './saved-note.tsx'

export const meta: MetaFunction = () => [{ title: 'Interests and gifts' }]

/** What the member said, and what there is to choose from: the offered topics and those that several members named. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const [wishes, named] = await Promise.all([wishesOf(guest.program.id, guest.member.id), namedInterests(guest.program.id)])
  const shared = named.filter((one) => one.members > 2).map((one) => one.interest)
  const offered = [...new Set([...offeredInterests, ...shared])].sort()
  return {
    wishes,
    offered: offered.map((value) => ({ value, label: value })),
    more: wishes.interests.filter((interest) => !offered.includes(interest)).join(', '),
    languages: languageCodes.map((value) => ({ value, label: languageName(value) })).sort((one, other) => one.label.localeCompare(other.label)),
    countries: [...countryChoices],
    saved: new URL(request.url).searchParams.has('saved'),
  }
}

/** Keeps what the member says. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  const submission = parseWithZod(await request.formData(), { schema: wishesSchema })
  if (submission.status !== 'success') {
    const errors = Object.values(submission.error ?? {}).flatMap((words) => words ?? [])
    return data({ errors }, { status: 400 })
  }
  await saveWishes(guest.actor, guest.member.id, submission.value)
  return redirect('/settings/interests?saved', 303)
}

/** Interests, languages, and what gift would please. */
export default function Interests() {
  const { wishes, offered, more, languages, countries, saved } = useLoaderData<typeof loader>()
  const pending = useNavigation().state !== 'idle'
  const errors = useActionData<typeof action>()?.errors
  return (
    <Form method="post" className="space-y-8">
      <SavedNote saved={saved}>Saved. Challenges that fit you find you from now on.</SavedNote>
      <FormErrors errors={errors} />
      <p className="max-w-prose text-muted">
        Only you and the people who run the program see this. They use it to offer you what fits, and nothing else.
      </p>
      <Chips field={{ id: 'interest', name: 'interest' }} label="What you care about" chips={offered} chosen={wishes.interests} />
      <TextField
        field={{ id: 'more', name: 'more' }}
        label="Something else"
        hint="Separate topics with commas."
        defaultValue={more}
        maxLength={500}
        autoComplete="off"
      />
      <Chips field={{ id: 'languages', name: 'languages' }} label="Languages you write or speak" chips={languages} chosen={wishes.languages} />
      <div className="grid gap-x-6 gap-y-7 sm:grid-cols-2">
        <SelectField
          field={{ id: 'country', name: 'country' }}
          label="Country"
          placeholder="Rather not say"
          choices={countries}
          defaultValue={wishes.country ?? ''}
          autoComplete="country"
        />
        <SelectField
          field={{ id: 'shirt-size', name: 'shirtSize' }}
          label="Shirt size"
          placeholder="No shirt, thanks"
          hint="Filled in for you when you order one."
          choices={shirtSizes.map((size) => ({ value: size, label: size }))}
          defaultValue={wishes.shirtSize ?? ''}
        />
      </div>
      <TextareaField
        field={{ id: 'reward-wishes', name: 'rewardWishes' }}
        label="What would make you happy as a thank-you?"
        hint="A book, a ticket, a donation to somebody, nothing at all: managers read it when they plan the store."
        defaultValue={wishes.rewardWishes}
        maxLength={500}
      />
      <Button pending={pending}>Save</Button>
    </Form>
  )
}
