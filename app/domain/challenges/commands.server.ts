export { addChallenge, type ChallengeDraft, type StageDraft } from './commands/editing.server.ts'
export { beginRound, claimFirsts, finishRound, moveOn, notePass, reopen } from './commands/rounds.server.ts'
