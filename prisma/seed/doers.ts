// Lets members of the demo community do some of its challenges, so that managers see figures and others see that they are not alone.
import { type Actor, sqlAlone } from '#app/db/transaction.server.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { saveDraft } from '#app/flows/save-draft.server.ts'
import { submitStage } from '#app/flows/submit-stage.server.ts'

const hour = 3_600_000
const looked = { accounts: [], code: '', page: null }

/** Who did the first steps, and how they introduced themselves; an empty text: they looked around, and left it at that. */
const newcomers: readonly { handle: string; wish: string; words: string }[] = [
  {
    handle: 'hana-kowalski',
    wish: 'answer',
    words: 'I keep the build of a small bank running, and I like questions that begin with “it worked yesterday”.',
  },
  {
    handle: 'priya-nair',
    wish: 'code',
    words: 'Backend by day, compilers at night. Ask me about parsers; I would love to learn how you all review so fast.',
  },
  {
    handle: 'mateus-silva',
    wish: 'tell',
    words: 'Escrevo sobre ferramentas em português. Here to translate what helped me, so that it helps others too.',
  },
  { handle: 'zoe-martin', wish: 'learn', words: '' },
  { handle: 'tomasz-wrona', wish: 'code', words: '' },
  { handle: 'isabel-torres', wish: 'answer', words: '' },
]

/** The first steps of some members, over the last hours. Whatever is there already stays as it is. */
export async function doChallenges(actor: Actor, now: Date): Promise<void> {
  const program = await programById(actor.program)
  const [begun] = await sqlAlone(
    `SELECT 1 AS begun FROM participation p JOIN challenge c ON c.program_id = p.program_id AND c.id = p.challenge_id AND c.slug = 'say-hello' WHERE p.program_id = $1 LIMIT 1`,
    [actor.program],
  )
  if (!program || begun) return
  const rows = await sqlAlone<{ slug: string; stages: number[] }>(
    `SELECT c.slug, array_agg(s.id ORDER BY s.position) AS stages FROM challenge c JOIN challenge_stage s ON s.program_id = c.program_id AND s.challenge_id = c.id
     WHERE c.program_id = $1 AND c.slug = ANY($2::text[]) GROUP BY c.slug`,
    [actor.program, ['say-hello', 'introduce-yourself']],
  )
  const stageOf = (slug: string, index: number): number => rows.find((row) => row.slug === slug)?.stages[index] ?? 0
  for (const [index, { handle, wish, words }] of newcomers.entries()) {
    const [member] = await sqlAlone<{ id: number }>('SELECT id FROM member WHERE program_id = $1 AND handle = $2', [actor.program, handle])
    if (!member) continue
    const by = { program: actor.program, by: member.id }
    const from = now.getTime() - (newcomers.length - index) * 2 * hour
    const hand = (slug: string, stage: number, content: Record<string, unknown>, minutes: number) =>
      submitStage(by, program, { slug, stageId: stageOf(slug, stage), content }, looked, new Date(from + minutes * 60_000))
    await saveDraft(by, program, { slug: 'say-hello', stageId: stageOf('say-hello', 0), content: {} }, new Date(from))
    await hand('say-hello', 0, {}, 2)
    await hand('say-hello', 1, { answer: wish }, 3)
    if (words) await hand('introduce-yourself', 0, { text: words }, 9)
  }
}
