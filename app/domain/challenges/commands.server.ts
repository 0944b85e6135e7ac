export {
  changeChallenge,
  closeOfCampaign,
  dropTemplate,
  keepDraft,
  pauseChallenges,
  putTemplate,
  setChallengeState,
} from './commands/authoring.server.ts'
export { addChallenge, type ChallengeDraft, type StageDraft } from './commands/editing.server.ts'
export { beginRound, claimFirsts, failRound, finishRound, givePlace, holdRound, moveOn, notePass, reopen } from './commands/rounds.server.ts'
export { decideSubmission, holdSubmission, type Judged, noteVerdict, reawaitSubmission, verdictsOn } from './commands/verdicts.server.ts'
