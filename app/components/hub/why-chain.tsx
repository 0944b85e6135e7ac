import { Link } from '@remix-run/react'
import { BookOpenText, CircleCheck, Inbox, Landmark, Scale, ShoppingBag, Undo2, Zap } from 'lucide-react'

import { Why } from '#app/components/activities/why.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'

import { ChainStep, FactList } from './chain.tsx'
import { type EntryView, type WhyView, accountInWords, entryInWords } from './why-view.ts'

export type ReaderWords = { zone: string; locale: string; now: string; pointsName: string }

/** The chain behind a line, from the message that came in to the line of the book and its reversal. */
export function WhyChain({ view, reader }: { view: WhyView; reader: ReaderWords }) {
  return (
    <ol className="max-w-3xl">
      {!view.order && <DeliveryStep view={view} reader={reader} />}
      <ActivityStep view={view} reader={reader} />
      {view.rules.length === 0 && !view.order && <WordStep view={view} reader={reader} />}
      {view.rules.map((rule) => (
        <RuleStep key={`${rule.line.rule}-${rule.line.version}`} rule={rule} reader={reader} />
      ))}
      {view.entries.map((entry) => (
        <EntryStep key={entry.name} entry={entry} reader={reader} />
      ))}
      {view.undoneBy && <UndoStep view={view} undo={view.undoneBy} reader={reader} />}
    </ol>
  )
}

function DeliveryStep({ view, reader }: { view: WhyView; reader: ReaderWords }) {
  const { delivery, channel } = view
  if (!delivery) {
    return (
      <ChainStep icon={Inbox} title="Decided in the hub">
        <p className="text-muted">No message from outside was behind it: someone who runs the program did this here.</p>
      </ChainStep>
    )
  }
  const name = `Delivery ${delivery.id}`
  return (
    <ChainStep
      icon={Inbox}
      title="A message came in"
      note={
        delivery.href ? (
          <Link to={delivery.href} className="text-link">
            {name}
          </Link>
        ) : (
          name
        )
      }
    >
      <FactList
        facts={[
          { label: 'Channel', value: channel.title },
          { label: 'Event', value: delivery.event || 'unnamed' },
          { label: 'Received', value: <Time iso={delivery.receivedAt} {...reader} look="full" /> },
        ]}
      />
    </ChainStep>
  )
}

function ActivityStep({ view, reader }: { view: WhyView; reader: ReaderWords }) {
  const title = view.order ? (
    <Link to={view.order.href} className="text-link">
      {view.title}
    </Link>
  ) : view.url ? (
    <a href={view.url} rel="noreferrer" className="text-link">
      {view.title}
    </a>
  ) : (
    view.title
  )
  return (
    <ChainStep icon={view.order ? ShoppingBag : Zap} title={view.did} note={`Activity ${view.id}`}>
      <FactList
        facts={[{ label: 'What', value: title }, { label: 'Done', value: <Time iso={view.occurredAt} {...reader} look="full" /> }, ...view.facts]}
      />
    </ChainStep>
  )
}

function WordStep({ view, reader }: { view: WhyView; reader: ReaderWords }) {
  return (
    <ChainStep
      icon={Scale}
      title={view.points !== 0 ? 'What was decided' : 'Why it gave nothing'}
      note={<Time iso={view.judgedAt} {...reader} look="full" />}
    >
      <p>{view.sentence}</p>
    </ChainStep>
  )
}

function RuleStep({ rule, reader }: { rule: WhyView['rules'][number]; reader: ReaderWords }) {
  const { line, savedAt, sentence, href, again } = rule
  const version = `Version ${line.version}`
  return (
    <ChainStep
      icon={BookOpenText}
      title="A rule judged it"
      note={
        href ? (
          <Link to={href} className="text-link">
            {version}
          </Link>
        ) : (
          version
        )
      }
    >
      <Why line={{ why: { sentence, lines: [line] }, chain: [] }} pointsName={reader.pointsName} locale={reader.locale} />
      <p className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-1 text-sm text-muted">
        {savedAt && (
          <span>
            This version was saved on <Time iso={savedAt} {...reader} look="full" />
          </span>
        )}
        {again?.same && (
          <span className="flex items-center gap-1.5 font-medium text-leaf">
            <CircleCheck aria-hidden className="size-4" />
            Recomputed: same, {formatPoints(again.points, reader.locale)}
          </span>
        )}
      </p>
      {again && !again.same && (
        <Notice tone="danger" title="Recomputed: not the same">
          The stored version and facts give {formatPoints(again.points, reader.locale)}, the line says {formatPoints(again.said, reader.locale)}.
          Please tell a program manager.
        </Notice>
      )}
    </ChainStep>
  )
}

function EntryStep({ entry, reader }: { entry: EntryView; reader: ReaderWords }) {
  const amount = (value: number, signed = false): string => formatPoints(value, reader.locale, signed)
  return (
    <ChainStep icon={Landmark} title={entryInWords(entry.kind)} note={`Entry ${entry.name}`}>
      <FactList
        facts={[
          { label: 'Amount', value: <strong className="tabular-nums">{`${amount(entry.amount)} ${reader.pointsName}`}</strong> },
          { label: 'From', value: accountInWords(entry.from) },
          { label: 'To', value: accountInWords(entry.to) },
          { label: 'Balance', value: <span className="tabular-nums">{`${amount(entry.before)} → ${amount(entry.after)}`}</span> },
          { label: 'Written', value: <Time iso={entry.at} {...reader} look="full" /> },
          { label: 'Counts for', value: <Time iso={entry.effectiveAt} {...reader} look="full" /> },
          ...(entry.reversal
            ? [
                {
                  label: 'Taken back',
                  value: (
                    <span className="text-danger">
                      Entry {entry.reversal.name}, {amount(-entry.reversal.amount)} {reader.pointsName},{' '}
                      <Time iso={entry.reversal.at} {...reader} look="full" />
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
    </ChainStep>
  )
}

function UndoStep({ view, undo, reader }: { view: WhyView; undo: NonNullable<WhyView['undoneBy']>; reader: ReaderWords }) {
  return (
    <ChainStep icon={Undo2} title="It was taken back where it happened" note={`Activity ${undo.id}`}>
      <FactList
        facts={[
          { label: 'What happened', value: undo.what },
          { label: 'When', value: <Time iso={undo.at} {...reader} look="full" /> },
          ...(view.given > 0 ? [{ label: 'It had given', value: `${formatPoints(view.given, reader.locale)} ${reader.pointsName}` }] : []),
        ]}
      />
    </ChainStep>
  )
}
