// The managers' pages of challenges and campaigns, with who may see and change them, for the walk of manage-access.test.ts.
import * as campaignNew from '#app/routes/manage/campaign-new.tsx'
import * as campaign from '#app/routes/manage/campaign.tsx'
import * as campaigns from '#app/routes/manage/campaigns.tsx'
import * as challengeLook from '#app/routes/manage/challenge-look.ts'
import * as challengeNew from '#app/routes/manage/challenge-new.tsx'
import * as challengePreview from '#app/routes/manage/challenge-preview.tsx'
import * as challengeResults from '#app/routes/manage/challenge-results.tsx'
import * as challenge from '#app/routes/manage/challenge.tsx'
import * as challenges from '#app/routes/manage/challenges.tsx'
import * as markdown from '#app/routes/manage/markdown.tsx'

const wishes = ['save', 'publish', 'close', 'archive', 'duplicate', 'template', 'add']
type Params = Record<string, string>

/** One visit a page: a draft challenge and a campaign stand under these addresses. */
export function authoringVisits(draftParams: Params, campaignParams: Params) {
  return [
    { file: 'challenges.tsx', door: challenges, params: {}, see: 'see_challenge_results' as const },
    {
      file: 'challenge-new.tsx',
      door: challengeNew,
      params: {},
      see: 'edit_challenges' as const,
      change: [{ form: {}, needs: 'edit_challenges' as const }],
    },
    {
      file: 'challenge.tsx',
      door: challenge,
      params: draftParams,
      see: 'edit_challenges' as const,
      change: wishes.map((wish) => ({ form: { do: wish }, needs: 'edit_challenges' as const })),
    },
    {
      file: 'challenge-look.ts',
      door: challengeLook,
      params: draftParams,
      see: 'edit_challenges' as const,
      change: [{ form: {}, needs: 'edit_challenges' as const }],
    },
    { file: 'challenge-preview.tsx', door: challengePreview, params: draftParams, see: 'see_challenge_results' as const },
    { file: 'challenge-results.tsx', door: challengeResults, params: draftParams, see: 'see_challenge_results' as const },
    { file: 'campaigns.tsx', door: campaigns, params: {}, see: 'see_challenge_results' as const },
    {
      file: 'campaign-new.tsx',
      door: campaignNew,
      params: {},
      see: 'edit_challenges' as const,
      change: [{ form: {}, needs: 'edit_challenges' as const }],
    },
    {
      file: 'campaign.tsx',
      door: campaign,
      params: campaignParams,
      see: 'see_challenge_results' as const,
      change: ['save', 'start', 'pause', 'resume', 'end'].map((wish) => ({ form: { do: wish }, needs: 'edit_challenges' as const })),
    },
    { file: 'markdown.tsx', door: markdown, params: {}, see: 'enter_manage' as const, change: [{ form: {}, needs: 'enter_manage' as const }] },
  ]
}
