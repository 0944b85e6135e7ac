import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '#app/auth/guests.server.ts'
import { draftOf } from '#app/domain/challenges/draft.ts'
import { draftFrom } from '#app/domain/challenges/draft-form.ts'
import { challengeOr404, lookAt, typesById } from './challenge-view.server.ts'
import { numberFrom } from './reader.server.ts'

/** How the challenge stands as it is kept. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_challenges')
  const challenge = await challengeOr404(program.id, params.id)
  return { look: await lookAt(program, challenge.id, draftOf(challenge)) }
}

/** What the hub says of the draft in the form, while it is written. Keeps nothing. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_challenges')
  const { draft } = draftFrom(await request.formData(), typesById, program.timeZone)
  return { look: await lookAt(program, numberFrom(params.id), draft) }
}
