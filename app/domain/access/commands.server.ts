export { addSession, endOtherSessions, endSession, endSessions, extendSession, sweepAccess, touchSession } from './commands/sessions.server.ts'
export { setPassword } from './commands/passwords.server.ts'
export { issueLink, useLink, voidLinks, type UsedLink } from './commands/links.server.ts'
export { countTry, forgiveTry } from './commands/limits.server.ts'
