export { addCards, claimCard, noteCardFailed, noteCardTold } from './commands/cards.server.ts'
export { claimLeave, dropLeave, keepLeave, markLeaves, noteLeaveFailed, noteShown } from './commands/leaves.server.ts'
export { lookFrom, movePlace } from './commands/places.server.ts'
