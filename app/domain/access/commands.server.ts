export { addSession, endOtherSessions, endSession, endSessions, extendSession, touchSession } from './commands/sessions.server.ts'
