export { balanceOf, balancesIn, liabilityOf, type CurrencyBalance } from './queries/balances.server.ts'
export { expiringOf } from './queries/expiry.server.ts'
export { currenciesOf } from './queries/currencies.server.ts'
export { entriesOn, paidBefore, type Entry } from './queries/entries.server.ts'
