import { Notice } from '#app/components/ui/notice.tsx'

export type MappingResult =
  | { kind: 'read'; did: string; title: string; who: string; id: string; at: string; facts: { name: string; value: string }[]; undoes: string | null }
  | { kind: 'nothing'; why: string }
  | { kind: 'fault'; why: string }

/** What the mapping makes of the message, before anything is saved. */
export function MappingResultView({ result }: { result: MappingResult }) {
  if (result.kind === 'fault') {
    return (
      <Notice tone="danger" announce title="The mapping does not fit this message">
        {result.why}
      </Notice>
    )
  }
  if (result.kind === 'nothing') {
    return (
      <Notice tone="info" announce title="This message gives nothing">
        {result.why}
      </Notice>
    )
  }
  const rows = [
    ['Who', result.who],
    ['With', result.title],
    ['When', result.at],
    ['Counted once as', result.id],
    ...(result.undoes ? [['Takes back', result.undoes]] : []),
    ...result.facts.map((fact) => [fact.name, fact.value]),
  ]
  return (
    <Notice tone="good" announce title={`It is read as: ${result.did}`}>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="font-medium [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </Notice>
  )
}
