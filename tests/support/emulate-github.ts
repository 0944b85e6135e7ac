import { createEmulator } from 'emulate'

/**
 * A real, stateful GitHub on a free loopback port (npm `emulate`), with invented people, one public repository and one OAuth app.
 *
 * Its sign-in works like GitHub's, and can be driven by a browser or by plain requests:
 * 1. `GET {url}/login/oauth/authorize?client_id&redirect_uri&scope&state` shows one button a person (the button's text holds the login).
 * 2. The button posts a form to `{url}/login/oauth/callback` (fields login, redirect_uri, scope, state, client_id), which answers 302 to
 *    `redirect_uri?code&state`. A wrong client_id or redirect_uri is a 400 page at step 1 only.
 * 3. `POST {url}/login/oauth/access_token` (form or JSON: client_id, client_secret, code) answers JSON `{ access_token, token_type, scope }`,
 *    and with status 200 `{ error, error_description }` if something is wrong. A code works once, for ten minutes.
 * 4. `GET {url}/user` (numeric `id`, `login`, `name`) and `GET {url}/user/emails` (one, primary and verified) with `authorization: Bearer`.
 *
 * `arctic`'s GitHub class has github.com built in: use its `OAuth2Client` with these addresses.
 */
export type EmulatedGithub = {
  url: string
  clientId: string
  clientSecret: string
  /** The one repository, `owner/name`. */
  repository: string
  /** The numeric account id, as text. */
  idOf(login: string): Promise<string>
  /** A token of this person, fetched by the whole sign-in of the page. */
  tokenOf(login: string): Promise<string>
  /** Calls the REST API as this person; throws on an error status. */
  api<Answer = Record<string, unknown>>(login: string, method: string, path: string, body?: object): Promise<Answer>
  /** Registers a webhook of the repository; deliveries come in the background. */
  hook(url: string, secret: string, events?: readonly string[]): Promise<void>
  /** Opens an issue; answers its number. */
  openIssue(login: string, title: string): Promise<number>
  /** Pushes a branch with one file as the maintainer and opens a pull request from it; answers its number. */
  openPullRequest(login: string, title: string, body?: string): Promise<number>
  /** Reviews a pull request. */
  review(login: string, number: number, event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'): Promise<void>
  /** Merges a pull request. */
  merge(login: string, number: number): Promise<void>
  close(): Promise<void>
}

export const maintainer = 'ruben-castillo'
const people = [maintainer, 'ines-okafor', 'tomasz-w', 'yuki-tan', 'amara-diallo']
const [owner, name] = ['laurel-labs', 'hub']
const app = { client_id: 'laurel-test-app', client_secret: 'laurel-test-app-secret' }
const callback = 'http://127.0.0.1/callback'

function seed(redirectUris: readonly string[]) {
  return {
    users: people.map((login) => ({ login, name: login.replace('-', ' '), email: `${login}@mail.example` })),
    orgs: [{ login: owner, name: 'Laurel Labs', members: [{ login: maintainer, role: 'admin' }] }],
    repos: [{ owner, name, description: 'A community hub', auto_init: true }],
    oauth_apps: [{ ...app, name: 'Laurel', redirect_uris: [callback, ...redirectUris] }],
  }
}

/** Starts it; `redirectUris` are the addresses that a sign-in may come back to. Close it at the end of the test. */
export async function startGithub(redirectUris: readonly string[] = []): Promise<EmulatedGithub> {
  const emulator = await createEmulator({ service: 'github', port: 0, seed: { github: seed(redirectUris) } })
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (login: string) => {
    const token = tokens.get(login) ?? signIn(emulator.url, login)
    tokens.set(login, token)
    return token
  }
  const api = async <Answer>(login: string, method: string, path: string, body?: object): Promise<Answer> => {
    const headers = { authorization: `Bearer ${await tokenOf(login)}`, 'content-type': 'application/json' }
    const answer = await fetch(`${emulator.url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  return {
    url: emulator.url,
    clientId: app.client_id,
    clientSecret: app.client_secret,
    repository: `${owner}/${name}`,
    idOf: async (login) => String((await api<{ id: number }>(login, 'GET', '/user')).id),
    tokenOf,
    api,
    ...actions(api),
    close: () => emulator.close(),
  }
}

function actions(api: EmulatedGithub['api']): Pick<EmulatedGithub, 'hook' | 'openIssue' | 'openPullRequest' | 'review' | 'merge'> {
  const base = `/repos/${owner}/${name}`
  return {
    hook: async (url, secret, events = ['*']) => {
      const config = { url, secret, content_type: 'json' }
      await api(maintainer, 'POST', `${base}/hooks`, { name: 'web', active: true, events, config })
    },
    openIssue: async (login, title) => (await api<{ number: number }>(login, 'POST', `${base}/issues`, { title })).number,
    openPullRequest: async (login, title, body) => {
      const main = await api<{ object: { sha: string } }>(maintainer, 'GET', `${base}/git/ref/heads/main`)
      const branch = `change-${Date.now()}-${Math.random().toString(36).slice(2)}`
      await api(maintainer, 'POST', `${base}/git/refs`, { ref: `refs/heads/${branch}`, sha: main.object.sha })
      const content = Buffer.from(title).toString('base64')
      await api(maintainer, 'PUT', `${base}/contents/${branch}.md`, { message: title, content, branch })
      return (await api<{ number: number }>(login, 'POST', `${base}/pulls`, { title, body, head: branch, base: 'main' })).number
    },
    review: async (login, number, event) => void (await api(login, 'POST', `${base}/pulls/${number}/reviews`, { event, body: 'Reviewed.' })),
    merge: async (login, number) => void (await api(login, 'PUT', `${base}/pulls/${number}/merge`, {})),
  }
}

async function signIn(url: string, login: string): Promise<string> {
  const asked = new URLSearchParams({ client_id: app.client_id, redirect_uri: callback, scope: 'repo user', state: 'state' })
  const chosen = await fetch(`${url}/login/oauth/callback`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams([...asked, ['login', login]]),
  })
  const code = new URL(chosen.headers.get('location') ?? callback).searchParams.get('code') ?? ''
  const answer = await fetch(`${url}/login/oauth/access_token`, {
    method: 'POST',
    body: new URLSearchParams({ ...app, code }),
    headers: { accept: 'application/json' },
  })
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  if (!token) throw new Error(`no token for ${login}`)
  return token
}
