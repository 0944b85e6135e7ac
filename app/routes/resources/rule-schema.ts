import type { LoaderFunctionArgs } from '@remix-run/node'
import { anyone } from '#app/auth/guests.server.ts'
import { ruleJsonSchema } from '#app/domain/rules/published.ts'

/** The JSON Schema of rules, for everyone. */
export async function loader({ request }: LoaderFunctionArgs) {
  await anyone(request)
  return new Response(JSON.stringify(ruleJsonSchema(), null, 2), {
    headers: { 'content-type': 'application/schema+json; charset=utf-8', 'cache-control': 'public, max-age=300' },
  })
}
