import { createContext, useContext } from 'react'

/** The word of the answer's content security policy that lets our own scripts run; empty in the browser, which hides it. */
export const NonceContext = createContext('')

/** The nonce of this answer. */
export function useNonce(): string {
  return useContext(NonceContext)
}
