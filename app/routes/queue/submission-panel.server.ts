import type { Answer, OtherView, SubmissionPanel } from '#app/components/queue/panel-view.ts'
import { awardSchema } from '#app/domain/challenges/challenges.ts'
import { likenesses } from '#app/domain/challenges/likeness.ts'
import { earlierSubmissions, submissionForReview, textsOf, verdictsOf } from '#app/domain/challenges/queries/review.server.ts'
import { stageTypeOf } from '#app/domain/challenges/types/index.ts'
import type { Field } from '#app/domain/challenges/types/type.ts'
import type { OtherSubmission, SubmissionForReview } from '#app/domain/challenges/verdicts.ts'
import { type EvidenceRow, sizeWords } from '#app/domain/evidence/evidence.ts'
import { evidenceOf } from '#app/domain/evidence/queries.server.ts'

const other = ({ id, name, state, text, challenge, at }: OtherSubmission): OtherView => ({ id, name, state, text, challenge, at: at.toISOString() })

function wordsOf(field: Field, value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  if (field.kind === 'check') return value === true || value === 'on' ? 'Yes' : 'No'
  const labels = 'options' in field ? new Map(field.options.map((option) => [option.value, option.label])) : null
  const one = (text: unknown): string => labels?.get(String(text)) ?? (typeof text === 'object' ? JSON.stringify(text) : String(text))
  return Array.isArray(value) ? value.map(one).join(', ') : one(value)
}

/** What the member filled in, by the fields that the type of the stage asks for. */
async function answersOf(program: number, found: SubmissionForReview): Promise<Answer[]> {
  const type = stageTypeOf(found.type)
  const settings = type.settings.safeParse(found.settings)
  const fields: readonly Field[] = settings.success ? type.inputs(settings.data) : []
  const ids = fields.filter((field) => field.kind === 'file').flatMap((field) => [found.content[field.name]].flat().map(String))
  const files = await evidenceOf(program, ids)
  const fileView = ({ id, name, type: kind, bytes }: EvidenceRow) => ({ id, name, picture: kind.startsWith('image/'), size: sizeWords(bytes) })
  return fields
    .map((field): Answer => {
      const value = found.content[field.name]
      if (field.kind === 'file')
        return {
          label: field.label,
          kind: 'files',
          words: '',
          files: [value]
            .flat()
            .flatMap((id) => files.get(String(id)) ?? [])
            .map(fileView),
        }
      const words = wordsOf(field, value)
      return { label: field.label, kind: field.kind === 'url' && /^https?:\/\//.test(words) ? 'link' : 'words', words, files: [] }
    })
    .filter((answer) => answer.words !== '' || answer.files.length > 0)
}

/** A submission laid out for judging: what was handed in, what was said before, what the member handed in before, and a text that is very like it. */
export async function submissionPanel(program: number, id: number): Promise<SubmissionPanel | null> {
  const found = await submissionForReview(program, id)
  if (!found) return null
  const [answers, said, earlier, texts] = await Promise.all([
    answersOf(program, found),
    verdictsOf(program, [id]),
    earlierSubmissions(program, found.memberId, id),
    textsOf(program, [found.stageId]),
  ])
  const like = likenesses([found], texts).get(id)
  const award = awardSchema.parse(found.award)
  const { version, state, challenge, slug, stage, name, handle, memberId, language, note, needed } = found
  return {
    kind: 'submission',
    ...{ id, version, state, challenge, slug, stage, handle, memberId, language, note, needed, answers },
    who: name,
    handedInAt: found.handedInAt.toISOString(),
    policy: found.generatedPolicy,
    declared: found.declaredGenerated,
    approvals: found.approvals.length,
    range: award.mode === 'final' && typeof award.points !== 'number' ? award.points : null,
    said: said.map(({ verdict, reason, points, note: words, byName, at }) => ({
      verdict,
      reason,
      points,
      note: words,
      byName,
      at: at.toISOString(),
    })),
    earlier: earlier.map(other),
    like: like ? { ...other(like.other), share: like.share, own: found.text } : null,
  }
}
