import { Form, useNavigation } from '@remix-run/react'
import { ExternalLink } from 'lucide-react'

import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { CardReader } from './challenge-card.tsx'
import type { HereView } from './challenge-steps.tsx'
import { DeedProgress } from './deed-progress.tsx'
import { StageFields } from './stage-fields.tsx'
import { useKeptDraft } from './use-kept-draft.ts'

/** What came of the last try: words, and under which field they stand. */
export type Answer = { tone: 'danger' | 'warning' | 'good'; message: string; field: string | null } | null

type Props = { here: HereView; slug: string; begun: boolean; answer: Answer; visitor: boolean; retryAt: string | null; reader: CardReader }

/** The present step: what to do, and the form to hand it in or keep it for later. */
export function StageForm({ here, slug, begun, answer, visitor, retryAt, reader }: Props) {
  const waiting = here.work?.state === 'waiting'
  return (
    <div className="card flex flex-col gap-6 p-5 sm:p-6">
      {here.html && <Prose html={here.html} />}
      <LastWord here={here} reader={reader} />
      {answer && (
        <Notice tone={answer.tone} announce>
          {answer.message}
        </Notice>
      )}
      {retryAt && (
        <p className="rounded-md bg-sunk px-4 py-3 font-medium">
          The next try is open <Time iso={retryAt} {...reader} look="full" />.
        </p>
      )}
      {waiting || retryAt ? null : <Door here={here} slug={slug} begun={begun} answer={answer} visitor={visitor} />}
    </div>
  )
}

/** What a reviewer said, or that somebody looks at it. */
function LastWord({ here: { work }, reader }: { here: HereView; reader: CardReader }) {
  if (work?.state === 'waiting')
    return (
      <Notice tone="info" title="It is handed in">
        A person looks at it{work.handedInAt && <>; you sent it {<Time iso={work.handedInAt} {...reader} />}</>}. You hear from us here, and need not
        come back.
      </Notice>
    )
  if (work?.state === 'returned')
    return (
      <Notice tone="warning" title="It came back to you">
        {work.reason} What you wrote is still here: change it and hand it in again.
      </Notice>
    )
  return null
}

function Door({ here, slug, begun, answer, visitor }: Omit<Props, 'reader' | 'retryAt'>) {
  if (here.view === 'deed' && here.deed) return <DeedProgress deed={here.deed} />
  if (here.view === 'event')
    return <p>You check in at the event itself, with the code or the picture that is shown there. This step then counts by itself.</p>
  if (here.view === 'quiz' || here.view === 'survey') {
    const words = here.view === 'quiz' ? 'Go to the quiz' : 'Go to the questions'
    if (begun)
      return (
        <ButtonLink to={`/challenges/${slug}/steps/${here.stageId}`} className="self-start">
          {words}
        </ButtonLink>
      )
    return (
      <Form method="post">
        <Button name="do" value="start">
          {words}
        </Button>
      </Form>
    )
  }
  return <HandIn here={here} answer={answer} visitor={visitor} />
}

function HandIn({ here, answer, visitor }: Pick<Props, 'here' | 'answer' | 'visitor'>) {
  const busy = useNavigation().state !== 'idle'
  const { form, saved } = useKeptDraft(!visitor && here.fields.length > 0)
  const writes = here.fields.some((field) => field.kind !== 'choice')
  const visits = here.url !== null
  return (
    <>
      {visits && (
        <Form method="post" target="_blank" reloadDocument>
          <input type="hidden" name="stage" value={here.stageId} />
          <Button name="do" value="open" variant={here.opened ? 'outline' : 'primary'}>
            Open the page <ExternalLink aria-hidden className="size-4" />
          </Button>
          {here.seconds > 0 && <p className="mt-2 text-sm text-muted">Stay at least {here.seconds} seconds.</p>}
        </Form>
      )}
      {here.code && (
        <div>
          <p className="mb-2">
            {here.contains && (
              <>
                Your post must contain <strong>{here.contains}</strong>.{' '}
              </>
            )}
            So that we know it is yours, post with a linked account or put this into it:
          </p>
          <CopyField label="Your own code" value={here.code} />
        </div>
      )}
      <Form ref={form} method="post" encType={here.view === 'upload' ? 'multipart/form-data' : undefined} className="flex flex-col gap-6">
        <input type="hidden" name="stage" value={here.stageId} />
        <StageFields fields={here.fields} content={here.content} faults={answer?.field ? { [answer.field]: answer.message } : {}} />
        {here.languages.length > 0 && (
          <SelectField field={{ id: 'language', name: 'language' }} label="Language" placeholder="Another" choices={here.languages} />
        )}
        {here.topics.length > 0 && <SelectField field={{ id: 'topic', name: 'topic' }} label="Topic" placeholder="Another" choices={here.topics} />}
        {here.asksGenerated && <Generated here={here} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button name="do" value="submit" pending={busy} variant={visits && !here.opened ? 'outline' : 'primary'}>
            {here.fields.length > 0
              ? 'Hand it in'
              : here.type === 'check_in'
                ? 'Check in'
                : here.type === 'approval'
                  ? 'Ask for it'
                  : 'I have done it'}
          </Button>
          {writes && !visitor && (
            <Button name="do" value="draft" variant="ghost" formNoValidate>
              Keep as a draft
            </Button>
          )}
          <span role="status" className="text-sm text-muted">
            {saved}
          </span>
        </div>
      </Form>
    </>
  )
}

function Generated({ here }: { here: HereView }) {
  const start = here.generated === null ? '' : here.generated ? 'yes' : 'no'
  return (
    <RadioCards
      field={{ id: 'generated', name: 'generated' }}
      label="Did a machine write any of this?"
      hint={here.asksGenerated === 'refused' ? 'This challenge asks for your own words.' : 'Both are fine here. Your reviewer sees what you say.'}
      cards={[
        { value: 'no', label: 'No, these are my words' },
        { value: 'yes', label: 'Yes, in part or all' },
      ]}
      defaultValue={start}
    />
  )
}
