import { Octokit } from 'octokit'
import type { Announcement, Ask } from '#app/contract/adapter.ts'
import { apiOf } from './profile.ts'

/** The thing a comment goes below, by its address: `/<owner>/<repo>/pull/<number>`. */
function placeOf(target: string): { owner: string; repo: string; issue_number: number } {
  const [, owner, repo, number] = /^https?:\/\/[^/]+\/([\w.-]+)\/([\w.-]+)\/(?:pull|issues)\/(\d+)/.exec(target) ?? []
  if (!owner || !repo || !number) throw new Error('GitHub takes comments below pull requests and issues only.')
  return { owner, repo, issue_number: Number(number) }
}

/** Octokit that asks by way of the hub, which knows the addresses that may be asked. Waiting is the hub's matter, so Octokit neither waits nor tries again. */
function octokitFor(ask: Ask): Octokit {
  const fetch = async (url: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Response> => {
    const { status, body } = await ask.fetch(url, init)
    return new Response(status === 204 ? null : body, { status, headers: { 'content-type': 'application/json' } })
  }
  const own = { throttle: { enabled: false }, retry: { enabled: false }, request: { fetch } }
  return new Octokit({ auth: ask.access.api_token, baseUrl: apiOf(ask), userAgent: 'laurel', ...own })
}

/**
 * Writes a comment below a pull request or issue, or takes it back. A mark in the comment, which readers do not see, carries the key: a second telling finds
 * the comment and writes none.
 */
export async function announce({ give, target, to, key = '', words = '' }: Announcement, ask: Ask): Promise<void> {
  if (give !== 'comment') throw new Error(`GitHub cannot be given a ${give}.`)
  if (!ask.access.api_token) throw new Error('The token of a bot account is not set on the channel’s page.')
  const [place, octokit, mark] = [placeOf(target), octokitFor(ask), `<!-- laurel:${key.replace(/[^\w/:-]/g, '')} -->`]
  const found = await findComment(octokit, place, mark)
  if (to === 'revoke') {
    if (found !== null) await octokit.rest.issues.deleteComment({ owner: place.owner, repo: place.repo, comment_id: found })
    return
  }
  if (found === null) await octokit.rest.issues.createComment({ ...place, body: `${words}\n\n${mark}` })
}

async function findComment(octokit: Octokit, place: ReturnType<typeof placeOf>, mark: string): Promise<number | null> {
  for (let page = 1; page <= 30; page += 1) {
    const { data } = await octokit.rest.issues.listComments({ ...place, per_page: 100, page })
    const found = data.find((comment) => comment.body?.includes(mark))
    if (found) return found.id
    if (data.length < 100) return null
  }
  return null
}
