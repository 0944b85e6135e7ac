import { z } from 'zod'
import { readConnect, signConnect } from '#app/auth/discourse-connect.server.ts'
import type { Platform } from './platform.ts'

const person = z.object({
  external_id: z.string().regex(/^\d{1,20}$/),
  username: z.string().min(1).max(100),
  name: z.string().max(200).optional(),
  email: z.string().max(254).optional(),
})

/**
 * A Discourse forum that says who somebody is (DiscourseConnect, the forum as provider): https://meta.discourse.org/t/32974. The nonce inside the signed
 * text is our state. A forum's account is active only once its mail address is confirmed.
 */
export const discourse: Platform = {
  leave: async (provider, callback, { state }) => {
    const asked = signConnect({ nonce: state, return_sso_url: callback }, provider.secret)
    return `${provider.site}/session/sso_provider?${new URLSearchParams(asked)}`
  },
  stateOf: (provider, query) => readConnect(query, [provider.secret])?.get('nonce') ?? null,
  arrive: async (provider, _callback, query) => {
    const said = readConnect(query, [provider.secret])
    if (!said || said.get('failed') === 'true') throw new Error('the forum signed nobody in')
    const { external_id, username, name, email } = person.parse(Object.fromEntries(said))
    const confirmed = said.get('require_activation') !== 'true'
    return { id: external_id, login: username, name: name?.trim() || username, email: confirmed && email ? email.trim().toLowerCase() : null }
  },
}
