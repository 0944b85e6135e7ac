export { moveContest, removeEntry, writeContest } from './commands/editing.server.ts'
export { castVote, holdContest, scoreEntry, takeVoteBack, withdrawEntry, writeEntry } from './commands/entering.server.ts'
export {
  closeMatch,
  decideContest,
  lockContest,
  matchesIn,
  openRound,
  scoresIn,
  standingEntries,
  votesIn,
  type DueContest,
} from './commands/deciding.server.ts'
