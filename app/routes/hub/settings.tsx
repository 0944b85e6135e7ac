import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import type { z } from 'zod'
import { takeDraft } from '#app/auth/drafts.server.ts'
import { originOf } from '#app/auth/cookies.server.ts'
import { requireMember } from '#app/auth/guests.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { profileSchema } from '#app/domain/members/members.ts'
import { ownProfile } from '#app/domain/members/queries.server.ts'
import { updateProfile } from '#app/flows/update-profile.server.ts'
import { themeCookie } from '#app/routes/resources/theme-cookie.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { SavedNote } from './saved-note.tsx'
import { zoneChoices } from './zone-choices.server.ts'

export const meta: MetaFunction = () => [{ title: 'Profile settings' }]

/** What the form starts with. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const profile = await ownProfile(guest.program.id, guest.member.id)
  if (!profile) throw new Response('Your profile is not here any more.', { status: 404 })
  const { displayName, handle, bio, timeZone, theme } = profile
  const draft = takeDraft(request, guest.program.id)
  const view = {
    start: { displayName, handle, bio, timeZone, theme, ...draft?.fields },
    handle,
    draft: draft !== null,
    saved: new URL(request.url).searchParams.has('saved'),
    zones: zoneChoices(timeZone),
    host: new URL(originOf(request)).host,
    constraint: getZodConstraint(profileSchema),
  }
  return data(view, { headers: draft ? { 'Set-Cookie': draft.forget } : {} })
}

/** Saves name, handle, words, zone and colors. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireMember(request, { draft: true })
  const submission = parseWithZod(await request.formData(), { schema: profileSchema })
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 })
  const outcome = await updateProfile(guest.actor, guest.member.id, submission.value)
  if (outcome.kind === 'handle_taken') return data(submission.reply({ fieldErrors: { handle: [outcome.message] } }), { status: 400 })
  return redirect('/settings?saved', { status: 303, headers: { 'Set-Cookie': themeCookie(submission.value.theme) } })
}

const themeCards = [
  { value: 'system', label: 'As the device', description: 'Light by day, dark by night, as your system does.' },
  { value: 'light', label: 'Light', description: 'Ink on paper.' },
  { value: 'dark', label: 'Dark', description: 'For late hours.' },
]

/** Name, handle, words about oneself, time zone and colors. */
export default function ProfileSettings() {
  const { start, handle, draft, saved, zones, host, constraint } = useLoaderData<typeof loader>()
  const pending = useNavigation().state !== 'idle'
  const [form, fields] = useForm<z.input<typeof profileSchema>>({
    id: 'profile',
    lastResult: useActionData<typeof action>(),
    constraint,
    defaultValue: start,
  })
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-7">
      <SavedNote saved={saved}>Your profile is saved.</SavedNote>
      {draft && <Notice announce>This is what you had written when your session ended. It is not saved yet.</Notice>}
      <FormErrors errors={form.errors} />
      <TextField field={fields.displayName} label="Name" hint="Others see it on boards and your profile." autoComplete="name" />
      <TextField
        field={fields.handle}
        label="Handle"
        hint={`Your profile is at ${host}/members/${handle}. A new handle is a new address; the old one stops working.`}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextareaField field={fields.bio} label="About you" hint="A line or two: what you work on, what people may ask you." />
      <SelectField
        field={fields.timeZone}
        label="Time zone"
        hint="Days and streaks are counted in it, and all times are shown in it."
        choices={zones}
      />
      <RadioCards field={fields.theme} label="Colors" cards={themeCards} />
      <Button pending={pending}>Save</Button>
    </Form>
  )
}
