export { mergeFences } from './commands/fences.server.ts'
export { addScores, replaceScores, setListed } from './commands/scores.server.ts'
