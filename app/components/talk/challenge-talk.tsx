import { Form, Link } from '@remix-run/react'
import { ThumbsDown, ThumbsUp } from 'lucide-react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { TextareaField } from '#app/components/ui/text-field.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { CommentRow } from '#app/domain/talk/talk.ts'

type CommentView = Omit<CommentRow, 'at'> & { at: string }
type Voice = { zone: string; locale: string; now: string }

/** What `talkView` answers. `may`: the reader may say something. */
export type TalkView = { slug: string; comments: CommentView[]; rating: { words: string; mine: boolean | null }; may: boolean }

/** Whether a challenge was worth it, in one click, and what members say about it. `formKey` is a fresh UUID of the page. */
export function ChallengeTalk({ talk, formKey, reader }: { talk: TalkView; formKey: string; reader: Voice }) {
  const address = `/challenges/${talk.slug}/talk`
  const roots = talk.comments.filter((comment) => comment.answersId === null || !talk.comments.some((other) => other.id === comment.answersId))
  return (
    <Section title="What others say" id="talk">
      <div className="flex max-w-3xl flex-col gap-8">
        {talk.may && <Rating address={address} rating={talk.rating} />}
        {roots.length === 0 && <p className="text-muted">Nobody has said anything yet. A tip for whoever comes next?</p>}
        <ol className="flex flex-col gap-6">
          {roots.map((root) => (
            <li key={root.id}>
              <Comment comment={root} address={address} talk={talk} formKey={formKey} reader={reader} />
              <ol className="mt-4 ml-6 flex flex-col gap-4 border-l pl-5">
                {talk.comments
                  .filter((comment) => threadOf(comment, talk.comments) === root.id && comment.id !== root.id)
                  .map((comment) => (
                    <li key={comment.id}>
                      <Comment comment={comment} address={address} talk={talk} formKey={formKey} reader={reader} />
                    </li>
                  ))}
              </ol>
            </li>
          ))}
        </ol>
        {talk.may && <Saying address={address} formKey={formKey} answers={null} />}
      </div>
    </Section>
  )
}

/** The first comment of the thread in which this one stands. */
function threadOf(comment: CommentView, all: readonly CommentView[]): number {
  const before = all.find((other) => other.id === comment.answersId)
  return before ? threadOf(before, all) : comment.id
}

function Rating({ address, rating }: { address: string; rating: TalkView['rating'] }) {
  return (
    <Form method="post" action={address} className="flex flex-wrap items-center gap-3" preventScrollReset>
      <input type="hidden" name="do" value="rate" />
      <p className="font-semibold">Was this worth your time?</p>
      <Button name="useful" value="yes" size="sm" variant={rating.mine === true ? 'primary' : 'outline'} aria-pressed={rating.mine === true}>
        <ThumbsUp aria-hidden className="size-4" /> Yes
      </Button>
      <Button name="useful" value="no" size="sm" variant={rating.mine === false ? 'primary' : 'outline'} aria-pressed={rating.mine === false}>
        <ThumbsDown aria-hidden className="size-4" /> No
      </Button>
      {rating.words && <p className="text-sm text-muted">{rating.words}</p>}
    </Form>
  )
}

type CommentProps = { comment: CommentView; address: string; talk: TalkView; formKey: string; reader: Voice }

function Comment({ comment, address, talk, formKey, reader }: CommentProps) {
  const gone = comment.body === ''
  return (
    <article id={`comment-${comment.id}`} className="flex gap-3">
      <Avatar handle={comment.handle ?? 'gone'} size="sm" />
      <div className="min-w-0 flex-1">
        <p className="text-sm text-muted">
          {comment.handle ? (
            <Link to={`/members/${comment.handle}`} className="font-semibold text-ink">
              {comment.name}
            </Link>
          ) : (
            'A former member'
          )}{' '}
          · <Time iso={comment.at} {...reader} />
        </p>
        {gone && (
          <p className="mt-1 text-muted italic">
            {comment.state === 'removed' ? 'Removed by a reviewer.' : 'Out of sight until somebody has looked at it.'}
          </p>
        )}
        {!gone && <p className="mt-1 break-words whitespace-pre-line">{comment.body}</p>}
        {!gone && talk.may && (
          <div className="flex flex-wrap items-start gap-x-6 text-sm">
            <Disclosure summary="Answer">
              <Saying
                address={address}
                formKey={`${formKey.slice(0, -6)}${(comment.id % 1_000_000).toString().padStart(6, '0')}`}
                answers={comment.id}
              />
            </Disclosure>
            {!comment.own && !comment.reported && <Report address={address} comment={comment.id} />}
            {comment.reported && <p className="py-2.5 text-muted">You reported this.</p>}
          </div>
        )}
      </div>
    </article>
  )
}

function Report({ address, comment }: { address: string; comment: number }) {
  return (
    <Disclosure summary="Report">
      <Form method="post" action={address} className="flex flex-col gap-3" preventScrollReset>
        <input type="hidden" name="do" value="report" />
        <input type="hidden" name="comment" value={comment} />
        <TextareaField field={{ id: `report-${comment}`, name: 'reason' }} label="What is wrong with it?" rows={2} maxLength={500} />
        <div>
          <Button variant="outline" size="sm">
            Report it
          </Button>
        </div>
      </Form>
    </Disclosure>
  )
}

function Saying({ address, formKey, answers }: { address: string; formKey: string; answers: number | null }) {
  return (
    <Form method="post" action={address} className="flex flex-col gap-3" key={formKey}>
      <input type="hidden" name="key" value={formKey} />
      {answers !== null && <input type="hidden" name="answers" value={answers} />}
      <TextareaField
        field={{ id: `say-${answers ?? 'new'}`, name: 'body' }}
        label={answers === null ? 'Say something' : 'Your answer'}
        rows={answers === null ? 3 : 2}
        minLength={2}
        maxLength={2_000}
        required
      />
      <div>
        <Button variant="outline" size="sm">
          Send
        </Button>
      </div>
    </Form>
  )
}
