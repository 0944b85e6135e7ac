// Offers the demo community a dozen challenges, some of them in a campaign; those with a quiz or a survey need the ones that were made before.
import { type Actor, inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { awardSchema, extraSchema, recurrenceSchema } from '#app/domain/challenges/challenges.ts'
import { addChallenge } from '#app/domain/challenges/commands.server.ts'
import { stageTypeOf } from '#app/domain/challenges/types/index.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { saveCampaign } from '#app/flows/save-campaign.server.ts'
import { startCampaign } from '#app/flows/start-campaign.server.ts'
import { challengeWords } from './challenge-words.ts'

const day = 86_400_000

/** Publishes them, once; what is there already stays as it is. */
export async function offerChallenges(actor: Actor, now: Date): Promise<void> {
  const [quiz] = await sqlAlone<{ id: number }>(`SELECT id FROM quiz WHERE program_id = $1 AND title = 'Your first contribution' LIMIT 1`, [
    actor.program,
  ])
  const [survey] = await sqlAlone<{ id: number }>(`SELECT id FROM survey WHERE program_id = $1 AND NOT anonymous ORDER BY id LIMIT 1`, [
    actor.program,
  ])
  const known = await sqlAlone<{ slug: string; id: number }>('SELECT slug, id FROM challenge WHERE program_id = $1', [actor.program])
  const ids = new Map(known.map(({ slug, id }) => [slug, id]))
  const campaign = ids.size === 0 ? await demoCampaign(actor, now) : null
  const words = challengeWords({ quiz: quiz?.id ?? null, survey: survey?.id ?? null })
  for (const [index, { after = [], closesIn, stages, award, recurrence = {}, extra = {}, ...one }] of words.entries()) {
    if (ids.has(one.slug)) continue
    const written = await inTransaction(
      actor,
      (scope) =>
        addChallenge(scope, {
          ...{ state: 'published', opensAt: null, timeZone: 'UTC', language: '', topics: [], audience: {}, places: null, campaignId: null },
          ...{ generatedPolicy: 'allowed', reviewersNeeded: 1, onboarding: false, createdBy: null },
          ...one,
          campaignId: inCampaign.has(one.slug) ? campaign : null,
          closesAt: closesIn === undefined ? null : new Date(now.getTime() + closesIn * day),
          needs: after.flatMap((slug) => ids.get(slug) ?? []),
          position: (index + 1) * 10,
          publishedAt: new Date(now.getTime() - day),
          award: awardSchema.parse(award),
          recurrence: recurrenceSchema.parse(recurrence),
          extra: extraSchema.parse(extra),
          stages: stages.map((stage) => ({
            ...{ body: '', points: 0, branch: [] },
            ...stage,
            settings: { ...stageTypeOf(stage.type).settings.parse(stage.settings ?? {}) },
          })),
        }),
      now,
    )
    ids.set(one.slug, written.id)
  }
  const program = await programById(actor.program)
  if (campaign === null || !program) return
  const started = await startCampaign(program, campaign, actor, null, now)
  if (started.kind !== 'started') throw new Error('The demo campaign did not start.')
}

const inCampaign = new Set(['two-roads', 'tell-the-world', 'translate-a-page'])

/** Four weeks around a release, with a budget; its challenges are put into it as they are written. */
async function demoCampaign(actor: Actor, now: Date): Promise<number> {
  const draft = {
    ...{ title: 'The preview month', timeZone: 'UTC', startsAt: new Date(now.getTime() - day), endsAt: new Date(now.getTime() + 27 * day) },
    ...{ budget: 40_000, banner: 'The preview is here. Try it, tell us, show it.', tone: 'leaf' as const, announce: false, mails: false },
    story:
      'A release is only as good as what people do with it. For four weeks we ask you to **try the preview**, tell us honestly how it went, and bring it to people in your own words and your own language.\n\nWhat you hand in is read by somebody who works on it, within two working days.',
  }
  const saved = await saveCampaign({ id: null, basedOn: 0, draft, template: null }, actor)
  if (!('id' in saved)) throw new Error(saved.message)
  return saved.id
}
