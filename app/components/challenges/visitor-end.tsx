import { ButtonLink } from '#app/components/ui/button.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'

/** A visitor did everything: it pays once they join with the same browser. */
export function VisitorEnd({ worth, pointsName, slug }: { worth: { min: number; max: number }; pointsName: string; slug: string }) {
  return (
    <section aria-label="Done" className="rounded-lg bg-grove px-6 py-7 text-on-grove sm:px-8">
      <p className="text-2xl font-extrabold tracking-tight">
        {worth.max > 0 ? `${formatPoints(worth.min)} ${pointsName} are waiting for you` : 'You did it'}
      </p>
      <p className="mt-2 text-grove-muted">Join with this browser within two weeks, and it is credited at once.</p>
      <div className="mt-5 flex flex-wrap gap-3">
        <ButtonLink to={`/sign-up?to=${encodeURIComponent(`/challenges/${slug}`)}`} variant="gold">
          Join
        </ButtonLink>
        <ButtonLink to={`/sign-in?to=${encodeURIComponent(`/challenges/${slug}`)}`} variant="outline">
          I have an account
        </ButtonLink>
      </div>
    </section>
  )
}
