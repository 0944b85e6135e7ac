import { data, redirect } from '@remix-run/node'
import type { Guest, MemberGuest } from '#app/auth/guests.server.ts'
import { clientOf } from '#app/auth/client.server.ts'
import { signInPath } from '#app/auth/return-path.ts'
import { keptCookie } from '#app/auth/sealed-cookies.server.ts'
import type { Challenge, Stage } from '#app/domain/challenges/challenges.ts'
import { contentFrom } from '#app/domain/challenges/submissions.ts'
import { stageTypeOf } from '#app/domain/challenges/types/index.ts'
import type { Page } from '#app/domain/challenges/types/type.ts'
import { keepWork } from '#app/flows/keep-work.server.ts'
import type { Submitted } from '#app/flows/judge-submission.server.ts'
import { saveDraft } from '#app/flows/save-draft.server.ts'
import { submitStage } from '#app/flows/submit-stage.server.ts'
import { newToken } from '#app/foundation/crypto.server.ts'
import { fetchPublic, Unreachable } from '#app/foundation/fetch-public.server.ts'
import type { Answer } from '#app/components/challenges/stage-form.tsx'
import { accountsWithHosts } from './author-accounts.server.ts'
import { codeOf } from './challenge-here.server.ts'
import { keepFiles } from './keep-files.server.ts'

const answered = (answer: Answer, status: number) => data({ answer, kept: false }, { status })
const text = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** The stage that a form is about, and what it says. */
export function orderFrom(challenge: Challenge, form: FormData): { stage: Stage; order: Submitted } | null {
  const stage = challenge.stages.find((one) => String(one.id) === text(form, 'stage'))
  if (!stage) return null
  const type = stageTypeOf(stage.type)
  const said = text(form, 'generated')
  const about = { language: text(form, 'language').slice(0, 20), topic: text(form, 'topic').slice(0, 80) }
  const content = contentFrom(form, type.inputs(type.settings.parse(stage.settings)))
  return { stage, order: { slug: challenge.slug, stageId: stage.id, content, ...about, generated: said === '' ? null : said === 'yes' } }
}

/** Opens the page of a stage: notes when, and leads there. */
export async function openPage(guest: MemberGuest, stage: Stage, slug: string) {
  const { url } = stageTypeOf(stage.type).settings.parse(stage.settings) as { url?: string }
  if (!url) return answered({ tone: 'warning', message: 'This step has no page to open.', field: null }, 400)
  const content = { openedAt: new Date().toISOString() }
  await saveDraft({ program: guest.program.id, by: guest.member.id }, guest.program, { slug, stageId: stage.id, content })
  return redirect(url, 303)
}

/** Keeps a draft: by itself while typing (answers without a word), or by its button. */
export async function keepDraft(guest: MemberGuest, order: Submitted, quiet: boolean) {
  const kept = await saveDraft({ program: guest.program.id, by: guest.member.id }, guest.program, order)
  if (kept.kind === 'saved') return quiet ? data({ answer: null, kept: true }) : redirect(`/challenges/${order.slug}?told=kept#here`, 303)
  return answered({ tone: 'danger', message: kept.message, field: null }, kept.kind === 'not_found' ? 404 : 409)
}

/** Hands in a stage: looks up what its judge needs, then tells the story. */
export async function handIn(guest: MemberGuest, challenge: Challenge, stage: Stage, order: Submitted, form: FormData) {
  const { program, member } = guest
  const fields = stageTypeOf(stage.type)
    .inputs(stageTypeOf(stage.type).settings.parse(stage.settings))
    .flatMap((field) => (field.kind === 'file' ? field.name : []))
  const files = await keepFiles(guest, form, fields)
  const [fault] = Object.values(files.faults)
  const content = { ...order.content, ...files.ids }
  const [accounts, page] = await Promise.all([accountsWithHosts(program.id, member.id), pageOf(stage, content)])
  const looked = { accounts, page, code: codeOf(program.id, challenge.id, member.id) }
  const by = { program: program.id, by: member.id }
  if (fault) {
    await saveDraft(by, program, { ...order, content })
    return answered({ tone: 'danger', message: fault, field: fields[0] ?? null }, 400)
  }
  const done = await submitStage(by, program, { ...order, content }, looked)
  switch (done.kind) {
    case 'passed':
      return redirect(`/challenges/${challenge.slug}?told=passed#here`, 303)
    case 'completed':
      return redirect(`/challenges/${challenge.slug}?told=${done.placesGone ? 'gone' : 'completed'}`, 303)
    case 'waiting':
      return redirect(`/challenges/${challenge.slug}?told=waiting#here`, 303)
    case 'not_yet':
      return answered({ tone: 'warning', message: done.message, field: done.field }, 400)
    case 'failed':
      return answered({ tone: 'warning', message: done.message, field: null }, 400)
    case 'not_found':
      throw new Response(done.message, { status: 404, statusText: 'Not Found' })
    default:
      return answered({ tone: 'warning', message: done.message, field: null }, 409)
  }
}

/** The page behind a link, for stages whose judge asks for it; null if it cannot be read by the public. */
async function pageOf(stage: Stage, content: object): Promise<Page> {
  const type = stageTypeOf(stage.type)
  const read = type.submission.safeParse(content)
  const link = read.success ? type.link?.(read.data) : null
  if (!link?.fetch) return null
  try {
    const { status, url, text: words } = await fetchPublic(link.href)
    return status >= 200 && status < 300 ? { url, text: words } : null
  } catch (error) {
    if (error instanceof Unreachable) return null
    throw error
  }
}

/** Keeps what somebody wrote without a session: a visitor tries the step; a member whose session has ended finds it again after signing in. */
export async function keepForLater(guest: Guest, request: Request, challenge: Challenge, stage: Stage, order: Submitted) {
  const before = keptCookie.read(request, guest.program.id)?.token
  const token = before ?? newToken()
  const headers = { 'Set-Cookie': keptCookie.write(request, guest.program.id, { token }) }
  const open = challenge.audience.visitors === true
  const kept = await keepWork(guest.actor, token, {
    challenge,
    stage,
    content: order.content,
    tried: open,
    from: before === undefined ? clientOf(request) : null,
  })
  if (kept.kind === 'too_many') return answered({ tone: 'warning', message: kept.message, field: null }, 429)
  if (!open) return redirect(signInPath(`/challenges/${challenge.slug}`), { status: 303, headers })
  if (kept.kind === 'not_yet')
    return data({ answer: { tone: 'warning' as const, message: kept.message, field: null }, kept: false }, { status: 400, headers })
  return redirect(`/challenges/${challenge.slug}?told=tried#here`, { status: 303, headers })
}
