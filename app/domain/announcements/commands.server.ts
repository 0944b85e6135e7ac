export { addRule, setRuleState } from './commands/rules.server.ts'
export { type DueDeed, markDue, markDeeds, markHolders, takeDue, takeDeeds } from './commands/due.server.ts'
export { claimAnnouncement, noteDone, noteFailed, putAnnouncements, retryParked } from './commands/outgoing.server.ts'
