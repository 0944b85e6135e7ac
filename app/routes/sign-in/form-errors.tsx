import { Notice } from '#app/components/ui/notice.tsx'

/** What concerns a whole form, read out when it appears. */
export function FormErrors({ errors }: { errors: string[] | undefined }) {
  if (!errors?.length) return null
  return (
    <Notice tone="danger" announce>
      {errors.map((error) => (
        <p key={error}>{error}</p>
      ))}
    </Notice>
  )
}
