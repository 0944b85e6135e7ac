import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { CheckboxField, SwitchField } from '#app/components/ui/checkbox-field.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { hides, privacySchema } from '#app/domain/members/members.ts'
import { ownProfile } from '#app/domain/members/queries.server.ts'
import { updateProfile } from '#app/flows/update-profile.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { profileItems } from './profile-items.server.ts'
import { SavedNote } from './saved-note.tsx'
import { TextLink } from '#app/routes/sign-in/text-link.tsx'

export const meta: MetaFunction = () => [{ title: 'Privacy' }]

/** What the member shows, and what there is to show. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const [profile, items] = await Promise.all([ownProfile(guest.program.id, guest.member.id), profileItems(guest.program.id, guest.member)])
  if (!profile) throw new Response('Your profile is not here any more.', { status: 404 })
  return {
    profile: profile.profile,
    onBoards: profile.onBoards,
    handle: profile.handle,
    items: items.map((item) => ({ ...item, shown: !hides(profile.hidden, item.key) })),
    saved: new URL(request.url).searchParams.has('saved'),
  }
}

/** Keeps who may see the profile and what is taken off it. Items that are not on the page stay as they are. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  const submission = parseWithZod(await request.formData(), { schema: privacySchema })
  if (submission.status !== 'success') return data({ errors: ['Choose one of the three audiences. Nothing was changed.'] }, { status: 400 })
  const { profile, onBoards, shown } = submission.value
  const { program, member, actor } = guest
  const [own, items] = await Promise.all([ownProfile(program.id, member.id), profileItems(program.id, member)])
  const listed = new Set<string>(items.map((item) => item.key))
  const unlisted = (own?.hidden ?? []).filter((key) => !listed.has(key))
  const hidden = [...unlisted, ...[...listed].filter((key) => !shown.includes(key))].sort()
  const outcome = await updateProfile(actor, member.id, { profile, onBoards, hidden })
  if (outcome.kind !== 'saved') return data({ errors: [outcome.message] }, { status: 400 })
  return redirect('/settings/privacy?saved', 303)
}

const audienceCards = [
  { value: 'public', label: 'Everybody', description: 'Anybody with the address, search engines too.' },
  { value: 'members', label: 'Members', description: 'Whoever is signed in to this program.' },
  { value: 'hidden', label: 'Nobody', description: 'You alone, and the people who run the program.' },
]

/** Who sees the profile, the boards, and each item. */
export default function Privacy() {
  const { profile, onBoards, handle, items, saved } = useLoaderData<typeof loader>()
  const errors = useActionData<typeof action>()?.errors
  const pending = useNavigation().state !== 'idle'
  return (
    <Form method="post" className="space-y-8">
      <SavedNote saved={saved}>
        Saved. <TextLink to={`/members/${handle}`}>See your profile</TextLink>.
      </SavedNote>
      <FormErrors errors={errors} />
      <RadioCards field={{ id: 'audience', name: 'profile' }} label="Who may see your profile" cards={audienceCards} defaultValue={profile} />
      <SwitchField
        field={{ id: 'on-boards', name: 'onBoards' }}
        label="Show me on boards"
        hint="Off: your points count as before, and nobody sees your name on a board. You still see your own place."
        defaultChecked={onBoards}
      />
      <fieldset>
        <legend className="text-sm font-semibold">What your profile shows</legend>
        <p className="mt-1 mb-2 text-sm text-muted">You always see all of it yourself.</p>
        {items.map((item) => (
          <CheckboxField
            key={item.key}
            field={{ id: `shown-${item.key.replace(':', '-')}`, name: 'shown' }}
            label={item.label}
            value={item.key}
            defaultChecked={item.shown}
          />
        ))}
      </fieldset>
      <Button pending={pending}>Save</Button>
    </Form>
  )
}
