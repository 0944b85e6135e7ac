import type { Activity, Party } from '#app/contract/activity.ts'
import { ignore, ignoreAll, on, type EventTable } from '#integrations/kit/event-table.ts'
import { cleanText } from '#integrations/kit/body.ts'
import { activities, facts, ignored, noAccount, others, party, undo } from './parts.ts'
import { pushBody, releaseBody, sponsorshipBody, starBody, type Account, type Commit, type Release, type Repository } from './payloads.ts'

const starSubject = (repository: Repository, account: Account) => `star.created:${repository.id}:${account.id}`
const releaseSubject = (release: Release) => `release.published:${release.id}`
const sponsorshipSubject = (id: string) => `sponsorship.created:${id}`

const repositoryThing = (repository: Repository) => ({
  id: `repository:${repository.id}`,
  title: repository.full_name,
  url: repository.html_url,
})

const onStar = on(starBody, ({ repository, sender, starred_at: at }) => {
  if (!at) return { kind: 'malformed', why: 'starred_at: missing in a new star' }
  return activities({
    kind: 'star.created',
    externalId: starSubject(repository, sender),
    version: at.toISOString(),
    actor: party(sender),
    object: repositoryThing(repository),
    occurredAt: at,
    facts: facts({ repository: repository.full_name }),
  })
})

const onUnstar = on(starBody, ({ repository, sender }, delivery) =>
  activities(
    undo(delivery, {
      kind: 'star.deleted',
      undoes: starSubject(repository, sender),
      of: sender,
      object: repositoryThing(repository),
      facts: facts({ repository: repository.full_name }),
    }),
  ),
)

const releaseThing = (release: Release) => ({ id: `release:${release.id}`, title: release.name || release.tag_name, url: release.html_url })

const onRelease = on(releaseBody, ({ repository, release }) => {
  if (!release.author) return ignored(noAccount)
  if (!release.published_at) return { kind: 'malformed', why: 'release.published_at: missing in a published release' }
  return activities({
    kind: 'release.published',
    externalId: releaseSubject(release),
    version: release.published_at.toISOString(),
    actor: party(release.author),
    object: releaseThing(release),
    occurredAt: release.published_at,
    facts: facts({ repository: repository.full_name, tag_name: release.tag_name, prerelease: release.prerelease }),
  })
})

function releaseGone(kind: string, timed: boolean) {
  return on(releaseBody, ({ repository, release, sender }, delivery) =>
    activities(
      undo(delivery, {
        kind,
        undoes: releaseSubject(release),
        of: release.author,
        by: sender,
        object: releaseThing(release),
        facts: facts({ repository: repository.full_name, tag_name: release.tag_name }),
        at: timed ? release.updated_at : null,
      }),
    ),
  )
}

/**
 * A commit names its author by login only, while people are known by number. The number is the sender's if the login is the same, else
 * the one in GitHub's own private address (`123+login@users.noreply.github.com`), else the id says what it is: `login:<login>`.
 */
function commitAuthor(login: string, email: string, sender: Account | null | undefined): Party {
  if (sender && sender.login.toLowerCase() === login.toLowerCase()) return party(sender)
  const bot = login.endsWith('[bot]') ? { bot: true } : {}
  const [, id, name] = /^(\d{1,15})\+([^@]+)@users\.noreply\.github\.com$/i.exec(email) ?? []
  const known = id !== undefined && name?.toLowerCase() === login.toLowerCase()
  return { id: known ? id : `login:${login.toLowerCase()}`, handle: login, ...bot }
}

function commitActivity(repository: Repository, commit: Commit, login: string, sender: Account | null | undefined, at: Date): Activity {
  const subjectLine = cleanText(commit.message.split('\n', 1)[0] ?? '').slice(0, 300)
  return {
    kind: 'push.commit',
    externalId: `push.commit:${commit.id}`,
    actor: commitAuthor(login, commit.author.email ?? '', sender),
    object: { id: `commit:${commit.id}`, title: subjectLine, url: commit.url ?? `${repository.html_url}/commit/${commit.id}` },
    occurredAt: at,
    facts: facts({
      repository: repository.full_name,
      changed_files: (commit.added?.length ?? 0) + (commit.modified?.length ?? 0) + (commit.removed?.length ?? 0),
      // The messages that GitHub's merge buttons write.
      from_pull_request: /^Merge pull request #\d+ /.test(subjectLine) || / \(#\d+\)$/.test(subjectLine),
    }),
    ...others({ pusher: sender }),
  }
}

/** Git's own dates can be set at will, so a commit counts at the moment of its push. */
const onPush = on(pushBody, ({ repository, ref, deleted, commits, sender }, delivery) => {
  if (deleted) return ignored('a branch or tag was deleted')
  if (ref !== `refs/heads/${repository.default_branch}`) return ignored('the push is not to the default branch')
  const at = repository.pushed_at ?? delivery.receivedAt
  const found = commits.flatMap((commit) =>
    commit.distinct !== false && commit.author.username ? [commitActivity(repository, commit, commit.author.username, sender, at)] : [],
  )
  return found.length > 0 ? activities(...found) : ignored('no new commit has a GitHub account as its author')
})

const sponsored = (account: Account | null | undefined) => ({
  id: `sponsorable:${account?.id ?? 'unknown'}`,
  title: `Sponsorship of ${account?.login ?? 'an account'}`,
  url: account ? `https://github.com/sponsors/${encodeURIComponent(account.login)}` : '',
})

const onSponsorship = on(sponsorshipBody, ({ sponsorship }) => {
  if (sponsorship.privacy_level !== 'public') return ignored('the sponsorship is private')
  if (!sponsorship.sponsor) return ignored(noAccount)
  return activities({
    kind: 'sponsorship.created',
    externalId: sponsorshipSubject(sponsorship.node_id),
    version: sponsorship.created_at.toISOString(),
    actor: party(sponsorship.sponsor),
    object: sponsored(sponsorship.sponsorable),
    occurredAt: sponsorship.created_at,
    facts: facts({ tier: sponsorship.tier.name, monthly_dollars: sponsorship.tier.monthly_price_in_dollars, one_time: sponsorship.tier.is_one_time }),
    ...others({ sponsored: sponsorship.sponsorable }),
  })
})

const onSponsorshipCancelled = on(sponsorshipBody, ({ sponsorship, sender }, delivery) =>
  activities(
    undo(delivery, {
      kind: 'sponsorship.cancelled',
      undoes: sponsorshipSubject(sponsorship.node_id),
      of: sponsorship.sponsor,
      by: sender,
      object: sponsored(sponsorship.sponsorable),
      facts: {},
    }),
  ),
)

/** Stars, releases, pushes and sponsorships. */
export const repositoryEvents: EventTable = {
  'star.created': onStar,
  'star.deleted': onUnstar,
  ...ignoreAll('watch', ['*'], 'the star event says the same'),
  'release.published': onRelease,
  'release.unpublished': releaseGone('release.unpublished', true),
  'release.deleted': releaseGone('release.deleted', false),
  ...ignoreAll('release', ['*'], 'only a published release counts'),
  push: onPush,
  'sponsorship.created': onSponsorship,
  'sponsorship.cancelled': onSponsorshipCancelled,
  ...ignoreAll('sponsorship', ['*'], 'it changes no contribution'),
  ping: ignore('GitHub only tests the connection'),
  ...ignoreAll('meta', ['*'], 'the webhook itself was deleted'),
  ...ignoreAll('installation', ['*'], 'it is about the connection, not about a contribution'),
  ...ignoreAll('installation_repositories', ['*'], 'it is about the connection, not about a contribution'),
  ...ignoreAll('github_app_authorization', ['*'], 'accounts are unlinked in the hub'),
}
