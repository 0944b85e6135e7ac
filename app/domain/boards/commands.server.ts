export { addSegment, removeSegment, setBoardSetting, setFollow, setPreference } from './commands/choices.server.ts'
export { addScores, forgetChanges, replaceScores, setListed } from './commands/scores.server.ts'
export { freezeSeason, planSeason, removeSeason, seasonsToFreeze } from './commands/seasons.server.ts'
