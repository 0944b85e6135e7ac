export { closeDispute, openDispute } from './commands/disputes.server.ts'
export { closeFlag, raiseFlag } from './commands/flags.server.ts'
export { noteBulkItems, noteBulkReview, takeBackBulk } from './commands/bulk.server.ts'
export { dropReviewer, putReviewer } from './commands/reviewers.server.ts'
