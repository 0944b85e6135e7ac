import { z } from 'zod'
import type { Provider } from '#app/domain/access/providers.ts'
import { fetchPublic } from '#app/foundation/fetch-public.server.ts'

const tokens = z.object({ access_token: z.string().min(1), id_token: z.string().optional() })

/** Changes a code for tokens (RFC 6749, section 4.1.3, with PKCE). The client proves itself in the form, or by `basic` where the provider wants that. */
export async function changeCode(
  provider: Provider,
  endpoint: string,
  { code, verifier, callback, basic = false }: { code: string; verifier: string; callback: string; basic?: boolean },
): Promise<z.infer<typeof tokens>> {
  const form = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier })
  const headers: Record<string, string> = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }
  if (basic) {
    const pair = `${encodeURIComponent(provider.clientId)}:${encodeURIComponent(provider.secret)}`
    headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`
  } else {
    form.set('client_id', provider.clientId)
    form.set('client_secret', provider.secret)
  }
  const answer = await fetchPublic(endpoint, { method: 'POST', headers, body: form.toString() })
  if (answer.status !== 200) throw new Error(`no token (status ${answer.status})`)
  return tokens.parse(JSON.parse(answer.text))
}
