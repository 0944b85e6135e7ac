import { Notice } from '#app/components/ui/notice.tsx'

/** What was wrong with a form, each as a sentence; or that it was saved. Nothing if neither. */
export function Faults({ faults, title = 'Nothing was saved', told }: { faults?: readonly string[] | null; title?: string; told?: string | null }) {
  if (faults && faults.length > 0)
    return (
      <Notice tone="danger" announce title={title}>
        <ul className={faults.length > 1 ? 'list-disc pl-4' : undefined}>
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      </Notice>
    )
  return told ? (
    <Notice tone="good" announce>
      {told}
    </Notice>
  ) : null
}
