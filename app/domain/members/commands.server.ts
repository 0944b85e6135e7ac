export { noteVisit } from './commands/visits.server.ts'
