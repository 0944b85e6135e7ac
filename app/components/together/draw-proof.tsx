import { CodeBlock } from '#app/components/ui/code-block.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'

const recipe = `import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'

const { seed, seedHash, tickets, winners } = JSON.parse(readFileSync('draw.json', 'utf8'))
const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const list = sha256([...tickets].sort().join('\\n'))
const drawn = tickets
  .map((ticket) => [createHmac('sha256', seed).update(list + ':' + ticket).digest('hex'), ticket])
  .sort()
  .map(([, ticket]) => ticket)
console.log(sha256(seed) === seedHash, drawn.slice(0, winners.length).join() === winners.join())`

type Props = { slug: string; seedHash: string; seed: string | null; entrantsHash: string | null; entrants: number; locale: string }

/** What was published when, and the recipe by which anyone computes the winners again. */
export function DrawProof({ slug, seedHash, seed, entrantsHash, entrants, locale }: Props) {
  return (
    <div className="flex flex-col gap-5">
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-muted">
        <li>
          Before the first ticket the hub chose a secret seed and showed its fingerprint. It cannot change the seed any more without everybody
          noticing.
        </li>
        <li>
          When the raffle closes, the list of all tickets is fixed. Its fingerprint is part of the draw, so nobody can aim at a winner beforehand.
        </li>
        <li>Then the seed is shown, and each ticket gets a number from it. The lowest numbers win.</li>
      </ol>
      <CopyField label="Fingerprint of the seed" value={seedHash} hint="SHA-256, shown since the raffle was written." />
      {seed !== null && entrantsHash !== null ? (
        <>
          <CopyField label="The seed" value={seed} />
          <CopyField
            label={`Fingerprint of all ${entrants.toLocaleString(locale)} tickets`}
            value={entrantsHash}
            hint="SHA-256 of the sorted tickets, one a line."
          />
          <p>
            <a href={`/raffles/${slug}/draw.json`} download className="text-link inline-flex min-h-11 items-center">
              Download draw.json
            </a>{' '}
            and put this beside it. It prints “true true”.
          </p>
          <CodeBlock code={recipe} label="check.mjs, run with node" />
        </>
      ) : (
        <p>After the draw the seed and all tickets stand here, with a short program that computes the winners again.</p>
      )}
    </div>
  )
}
