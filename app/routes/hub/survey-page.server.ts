import { type ActionFunctionArgs, data, redirect } from '@remix-run/node'
import type { MemberGuest } from '#app/auth/guests.server.ts'
import { responseFrom } from '#app/domain/surveys/forms.ts'
import { openWaveOf, tookPart } from '#app/domain/surveys/queries.server.ts'
import type { Survey } from '#app/domain/surveys/survey.ts'
import { answerSurvey, type Waiting } from '#app/flows/answer-survey.server.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'

/** A survey as its page shows it to one member: whether it is open, answered, and what it asks. */
export async function surveyView({ program, member }: Pick<MemberGuest, 'program' | 'member'>, survey: Survey) {
  const wave = survey.state === 'open' ? await openWaveOf(program.id, survey.id, new Date()) : null
  const answered = wave ? await tookPart(program.id, survey.id, wave.number, member.id) : false
  return {
    title: survey.title,
    wave: wave?.title ?? '',
    html: survey.body === '' ? '' : renderMarkdown(survey.body),
    thanks: survey.thanks === '' ? '' : renderMarkdown(survey.thanks),
    anonymous: survey.anonymous,
    state: answered ? ('answered' as const) : wave ? ('open' as const) : ('closed' as const),
    asks: wave && !answered ? survey.questions : [],
  }
}

/** Takes a response and leads back to the page; what is still open comes back with the form. `stage` is the stage of a challenge that waits for it. */
export async function takeSurvey(guest: MemberGuest, survey: Survey, request: ActionFunctionArgs['request'], stage: Waiting | null, back: string) {
  const form = await request.formData()
  const again = stage !== null && form.get('do') === 'count'
  const read = again ? null : responseFrom(survey.questions, form)
  if (read && read.kind !== 'whole') {
    const sent = { kind: read.kind, answers: read.answers, faults: read.kind === 'faulty' ? read.faults : {} }
    return data({ sent, refusal: null }, { status: read.kind === 'faulty' ? 400 : 200 })
  }
  const order = { surveyId: survey.id, answers: read?.answers ?? null, stage }
  const done = await answerSurvey({ program: guest.program.id, by: guest.member.id }, guest.program, order)
  if ('message' in done) return data({ sent: null, refusal: done.message }, { status: 409 })
  return redirect(back, 303)
}
