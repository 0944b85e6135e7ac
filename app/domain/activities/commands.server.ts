export { storeDeliveries, type Arrival, type KeyedActivity, type Stored } from './commands/store.server.ts'
export {
  claimInbox,
  claimUnread,
  finishInbox,
  noteFailure,
  releaseUnclaimed,
  releaseShares,
  requeue,
  noteWaitingShares,
  recordUndo,
  type Waiting,
} from './commands/inbox.server.ts'
export { hubSubject, recordHubEvents, recordHubFacts } from './commands/hub.server.ts'
export { storeActivities, unparkActivities } from './commands/store-activities.server.ts'
export {
  addSecret,
  createHubSource,
  createSource,
  endSecret,
  recordHubActivity,
  setIgnored,
  setPlainAccess,
  setMapping,
  remapUnread,
  setSourceState,
  noteReading,
} from './commands/sources.server.ts'
export { deedsOfAccount, forgetAccount } from './commands/forgetting.server.ts'
