export {
  deliveryById,
  deliveriesOf,
  deliveryBody,
  activitiesIn,
  type ActivityRow,
  type DeliveryRow,
  type DeliveryState,
  type DeliveryWhole,
} from './queries/deliveries.server.ts'
export {
  secretsOf,
  sourceBySlug,
  sourcesIn,
  sourcesWithHealth,
  type SecretRow,
  type SourceHealth,
  type SourceName,
  type SourceWhole,
} from './queries/sources.server.ts'
export { inboxWaits, parkedActivities, unclaimedAccounts, troubledDeliveries, waitingUnder, type UnclaimedAccount } from './queries/waiting.server.ts'
export { workOf } from './queries/works.server.ts'
