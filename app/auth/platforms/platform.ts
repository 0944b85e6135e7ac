import type { Provider } from '#app/domain/access/providers.ts'

/** Who a provider says it is. `id` is its own and never changes hands; `email` only if the provider says that it verified it. */
export type Account = { id: string; login: string; name: string; email: string | null }

/** What a browser leaves with and must come back with. */
export type Luggage = { state: string; nonce: string; verifier: string }

/** How one kind of provider is asked who somebody is. Both may throw; the fault's words are for the log. */
export type Platform = {
  leave(provider: Provider, callback: string, luggage: Luggage): Promise<string>
  arrive(provider: Provider, callback: string, query: URLSearchParams, luggage: Luggage): Promise<Account>
  /** Where the state stands on the way back, if not in `state`; null when the way back is not the provider's own. */
  stateOf?(provider: Provider, query: URLSearchParams): string | null
}
