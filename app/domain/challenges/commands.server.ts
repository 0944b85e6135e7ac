export {
  changeChallenge,
  closeOfCampaign,
  dropTemplate,
  keepDraft,
  pauseChallenges,
  putTemplate,
  setChallengeState,
} from './commands/authoring.server.ts'
export { addDeed, removeDeeds } from './commands/deeds.server.ts'
export { addChallenge, type ChallengeDraft, closeDue, noteDrawn, type StageDraft } from './commands/editing.server.ts'
export { forgetKept, keepRow, type KeptRow, takeRows } from './commands/kept.server.ts'
export { putPolicy } from './commands/policy.server.ts'
export { beginRound, claimFirsts, failRound, finishRound, givePlace, holdRound, moveOn, notePass, reopen } from './commands/rounds.server.ts'
export { handIn, keepWritten, linkIsTaken, markChallenge } from './commands/submissions.server.ts'
export { decideSubmission, holdSubmission, type Judged, noteVerdict, reawaitSubmission, verdictsOn } from './commands/verdicts.server.ts'
