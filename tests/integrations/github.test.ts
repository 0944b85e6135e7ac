import examples from '@octokit/webhooks-examples'
import { schemas } from '@octokit/openapi-webhooks'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import type { Activity } from '#app/contract/activity.ts'
import { github } from '#integrations/github/adapter.ts'
import { activitiesOf, deliveryOf, fixture, fixturesOf } from './fixtures.ts'

type Payload = { action?: string; [key: string]: unknown }
const samples = (examples as unknown as { name: string; examples: Payload[] }[]).flatMap((event) =>
  event.examples.map((body, index) => ({ event: event.name, title: `${event.name}.${body.action ?? '-'} #${index}`, body })),
)

function readAs(event: string, body: unknown) {
  return github.read(deliveryOf(body, { 'x-github-event': event }))
}

function shown(name: string): readonly Activity[] {
  const { headers, body } = fixture(github, name)
  return activitiesOf(github.read(deliveryOf(body, headers)))
}

function only(name: string): Activity {
  const found = shown(name)
  expect(found, name).toHaveLength(1)
  return found[0]!
}

/** A fixture's body after a change; the original stays as it is on disk. */
function changed(name: string, change: (body: Record<string, Record<string, unknown>>) => void) {
  const { headers, body } = fixture(github, name)
  const copy = body as Record<string, Record<string, unknown>>
  change(copy)
  return github.read(deliveryOf(copy, headers))
}

test("[IN-06] every example payload that GitHub's own package ships falls into a bucket, and none is malformed", { timeout: 60_000 }, () => {
  const buckets: Record<string, number> = {}
  for (const { event, title, body } of samples) {
    const reading = readAs(event, body)
    expect.soft(reading.kind, `${title}: ${JSON.stringify(reading).slice(0, 200)}`).not.toBe('malformed')
    buckets[reading.kind] = (buckets[reading.kind] ?? 0) + 1
  }
  expect(samples.length).toBeGreaterThan(250)
  expect(buckets.activities).toBeGreaterThan(35)
})

test('[IN-06] no example payload gives an activity under the name of another event', { timeout: 60_000 }, () => {
  const names = [...new Set(samples.map((sample) => sample.event))]
  for (const { event, title, body } of samples) {
    const delivery = deliveryOf(body)
    for (const other of names.filter((name) => name !== event)) {
      const replayed = github.read({ ...delivery, headers: { 'x-github-event': other } })
      expect.soft(replayed.kind, `${title} as ${other}`).not.toBe('activities')
    }
  }
})

test("[IN-06] every fixture is a body that GitHub's published schema allows", { timeout: 60_000 }, () => {
  const spec = schemas['api.github.com'] as unknown as { webhooks: Record<string, unknown>; components: { schemas: Record<string, unknown> } }
  const ajv = new Ajv2020({ strict: false, code: { optimize: false } })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'github', ...spec })
  for (const { name, headers, body } of fixturesOf(github)) {
    const words = [headers['x-github-event'], (body as Payload).action].filter(Boolean).join('-').replaceAll('_', '-')
    const validate = ajv.getSchema(`github#/webhooks/${words}/post/requestBody/content/application~1json/schema`)
    expect.soft(validate, `${name}: no schema ${words}`).toBeDefined()
    const valid = validate?.(body)
    const errors = (validate?.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
    expect.soft(valid, `${name}: ${errors.slice(0, 5).join('; ')}`).toBe(true)
  }
})

test('[IN-06] opening, reviewing, commenting on and merging one pull request name the same thing', () => {
  const names = ['pull_request__opened', 'pull_request_review__approved', 'issue_comment__on_pull_request', 'pull_request__merged']
  expect(new Set(names.map((name) => only(name).object.id))).toEqual(new Set(['pull_request:640100200/42']))
})

test('[IN-06] a merge is credited to the author at the time of the merge, with who merged it', () => {
  const merged = only('pull_request__merged')
  expect(merged).toMatchObject({ kind: 'pull_request.merged', actor: { id: '70411001', handle: 'ines-okafor' } })
  expect(merged.occurredAt.toISOString()).toBe('2026-09-11T16:45:30.000Z')
  expect(merged.others).toEqual([{ id: '70411004', handle: 'ruben-castillo', role: 'merged_by' }])
  expect(merged.facts).toMatchObject({ base_branch: 'main', to_default_branch: true, additions: 84, changed_files: 5, labels: ['enhancement'] })
})

test('[IN-06] a review names its reviewer and its author, so that reviewing oneself shows', () => {
  const [other, own] = [only('pull_request_review__approved'), only('pull_request_review__own')]
  expect([other.actor.id, other.others?.[0]]).toEqual(['70411003', { id: '70411001', handle: 'ines-okafor', role: 'author' }])
  expect([own.actor.id, own.others?.[0]?.id]).toEqual(['70411001', '70411001'])
})

test('[IN-06] the labels spam and invalid block in any case of letters, and say so; others do not', () => {
  expect(only('pull_request__merged_spam').blocked).toBe('it carries the label spam')
  for (const [label, blocked] of [
    ['Invalid', 'it carries the label invalid'],
    [' SPAM ', 'it carries the label spam'],
    ['not-spam', undefined],
  ] as const) {
    const reading = changed('pull_request__merged', (body) => (body.pull_request!.labels = [{ name: 'bug' }, { name: label }]))
    expect(activitiesOf(reading)[0]?.blocked, label).toBe(blocked)
    const comment = changed('issue_comment__on_issue', (body) => (body.issue!.labels = [{ name: label }]))
    expect(activitiesOf(comment)[0]?.blocked, label).toBe(blocked)
  }
})

test('[IN-04] a blocking label put on later takes back the opening and the merge, and taking it off restores both', () => {
  const deeds = [only('pull_request__opened'), only('pull_request__merged')]
  const undos = shown('pull_request__labeled_spam')
  const restored = shown('pull_request__unlabeled_spam')
  expect(undos.map((activity) => activity.undoes)).toEqual(deeds.map((activity) => activity.externalId))
  expect(restored.map((activity) => activity.externalId)).toEqual(deeds.map((activity) => activity.externalId))
  for (const [index, deed] of deeds.entries()) {
    expect(undos[index]!.occurredAt.getTime()).toBeGreaterThan(deed.occurredAt.getTime())
    expect(restored[index]!.occurredAt.getTime()).toBeGreaterThan(undos[index]!.occurredAt.getTime())
    expect(restored[index]!.version).not.toBe(deed.version)
    expect(restored[index]!.blocked).toBeUndefined()
  }
  expect(shown('issues__labeled_invalid').map((activity) => activity.undoes)).toEqual([only('issues__opened').externalId])
})

test('[IN-04] a merged revert takes back the merge that it names, in the same repository only', () => {
  const [, reverted] = shown('pull_request__reverted')
  expect(reverted).toMatchObject({ kind: 'pull_request.reverted', undoes: only('pull_request__merged').externalId })
  const bodies = [
    'Reverts other-org/hub#42',
    'See: Reverts laurel-labs/hub#42',
    'Reverts laurel-labs/hub#46',
    'Reverts #42',
    'Reverts laurel-labs/hub#42 partly',
    null,
  ]
  for (const text of bodies) {
    const reading = changed('pull_request__reverted', (body) => (body.pull_request!.body = text))
    expect(
      activitiesOf(reading).map((activity) => activity.kind),
      String(text),
    ).toEqual(['pull_request.merged'])
  }
  const unmerged = changed('pull_request__reverted', (body) => Object.assign(body.pull_request!, { merged: false, merged_at: null }))
  expect(unmerged.kind).toBe('ignored')
})

test('[IN-04] accepting, un-accepting and accepting an answer again are three facts about one subject, in order', () => {
  const [first, dropped, again] = [only('discussion__answered'), only('discussion__unanswered'), only('discussion__answered_again')]
  expect([first.externalId, dropped.undoes, again.externalId]).toEqual(Array(3).fill('discussion.answered:9300001'))
  expect(new Set([first.version, again.version]).size).toBe(2)
  expect(first.occurredAt < dropped.occurredAt && dropped.occurredAt < again.occurredAt).toBe(true)
  expect(first.actor).toEqual({ id: '70411002', handle: 'tomasz-w' })
  expect(dropped.actor).toEqual(first.actor)
})

test('[IN-04] an un-acceptance without a sender is read too', () => {
  const reading = changed('discussion__unanswered', (body) => void Reflect.deleteProperty(body, 'sender'))
  expect(activitiesOf(reading)[0]?.undoes).toBe('discussion.answered:9300001')
})

test('[IN-06] an answer accepted by its own author shows the same person as answerer, chooser and asker', () => {
  const own = only('discussion__answered_by_self')
  expect(own.others?.map(({ role, id }) => [role, id])).toEqual([
    ['chooser', own.actor.id],
    ['asker', own.actor.id],
  ])
  expect(only('discussion__answered').others?.map((other) => other.role)).toEqual(['chooser', 'asker'])
})

test('[IN-04] reopening takes back the completion that came before it and not the next one', () => {
  const [first, reopened, second] = [only('issues__closed_completed'), only('issues__reopened'), only('issues__closed_again')]
  expect([reopened.undoes, second.externalId]).toEqual([first.externalId, first.externalId])
  expect(first.occurredAt < reopened.occurredAt && reopened.occurredAt < second.occurredAt).toBe(true)
  expect(first.others).toEqual([{ id: '70411004', handle: 'ruben-castillo', role: 'closer' }])
})

test('[IN-04] an undo without a time of its own is dated at receipt and unique by body', () => {
  const gone = only('star__deleted')
  const another = activitiesOf(changed('star__deleted', (body) => (body.repository!.stargazers_count = 999)))[0]!
  expect(gone.undoes).toBe(only('star__created').externalId)
  expect(gone.occurredAt.toISOString()).toBe('2026-11-22T12:00:00.000Z')
  expect(another.undoes).toBe(gone.undoes)
  expect(another.externalId).not.toBe(gone.externalId)
})

test('[IN-04] an undo by a machine takes back the deed of a person, who stands as its actor', () => {
  const machine = { id: 90200001, login: 'garden-bot[bot]', type: 'Bot' }
  const reading = changed('pull_request__labeled_spam', (body) => (body.sender = machine))
  for (const activity of activitiesOf(reading)) {
    expect(activity.actor).toEqual({ id: '70411001', handle: 'ines-okafor' })
    expect(activity.others).toEqual([{ id: '90200001', handle: 'garden-bot[bot]', bot: true, role: 'by' }])
  }
})

test('[IN-04] the undo of a deed whose account is gone still names its subject, while the deed itself gives nothing', () => {
  const nobody = (body: Record<string, Record<string, unknown>>) => (body.comment!.user = null)
  expect(changed('issue_comment__on_issue', nobody).kind).toBe('ignored')
  expect(activitiesOf(changed('issue_comment__deleted', nobody))[0]).toMatchObject({
    undoes: 'issue_comment.created:3500001',
    actor: { id: 'ghost' },
  })
})

test('[AB-13] accounts of type Bot and logins that end in [bot] are marked as machines, people are not', () => {
  expect(only('pull_request__merged_by_bot_author').actor.bot).toBe(true)
  expect(only('issue_comment__by_bot').actor.bot).toBe(true)
  const byType = changed('star__created', (body) => Object.assign(body.sender!, { type: 'Bot' }))
  const byLogin = changed('star__created', (body) => Object.assign(body.sender!, { login: 'helper[bot]' }))
  const person = changed('star__created', (body) => Object.assign(body.sender!, { login: 'robot' }))
  expect([byType, byLogin, person].map((reading) => activitiesOf(reading)[0]?.actor.bot)).toEqual([true, true, undefined])
})

test('[IN-06] nothing from a private repository is read, whatever the event', () => {
  for (const { name, body } of fixturesOf(github)) {
    if (!(body as Payload).repository) continue
    const reading = changed(name, (copy) => (copy.repository!.private = true))
    expect.soft(reading, name).toEqual({ kind: 'ignored', why: 'private repository' })
  }
})

test('[IN-06] each distinct commit on the default branch counts once, for the number of its author where GitHub tells it', () => {
  const commits = shown('push__default_branch')
  expect(commits.map((activity) => activity.actor)).toEqual([
    { id: '70411002', handle: 'tomasz-w' },
    { id: 'login:yuki-tan', handle: 'yuki-tan' },
  ])
  expect(commits.map((activity) => activity.facts.from_pull_request)).toEqual([false, true])
  expect(new Set(commits.map((activity) => activity.occurredAt.toISOString()))).toEqual(new Set(['2026-09-18T15:02:40.000Z']))
  expect(only('push__private_address').actor).toEqual({ id: '70411005', handle: 'amara-diallo' })
  const foreign = changed('push__private_address', (body) => {
    const [commit] = body.commits as unknown as { author: { email: string } }[]
    commit!.author.email = '70411005+somebody-else@users.noreply.github.com'
  })
  expect(activitiesOf(foreign)[0]?.actor.id).toBe('login:amara-diallo')
})

test('[IN-06] a form-encoded delivery reads like the same JSON', () => {
  const { headers, body } = fixture(github, 'pull_request__merged')
  const form = new URLSearchParams({ payload: JSON.stringify(body) }).toString()
  const reading = github.read(deliveryOf(form, { ...headers, 'content-type': 'application/x-www-form-urlencoded' }))
  expect(reading).toEqual(github.read(deliveryOf(body, headers)))
})

test('[IN-02] a form hidden in a title stays a title, whatever content type a proxy claims', () => {
  const hidden = `x&payload=${encodeURIComponent(JSON.stringify({ action: 'closed', pull_request: { number: 1 } }))}`
  const { body } = fixture(github, 'issues__opened')
  const issue = { ...(body as { issue: object }).issue, title: hidden }
  const readUnder = (event: string) => {
    const headers = { 'x-github-event': event, 'content-type': 'application/x-www-form-urlencoded' }
    return github.read(deliveryOf({ ...(body as object), issue }, headers))
  }
  expect(readUnder('pull_request').kind).toBe('malformed')
  expect(activitiesOf(readUnder('issues'))[0]).toMatchObject({ kind: 'issues.opened', object: { title: hidden } })
})

test('[IN-02] an id that is too large to be exact, a broken date and a missing author are malformed, with the place', () => {
  const readings = [
    changed('star__created', (body) => (body.sender!.id = 2 ** 53 + 2)),
    changed('star__created', (body) => Object.assign(body, { starred_at: '2026-02-30T00:00:00Z' })),
    changed('issues__opened', (body) => void Reflect.deleteProperty(body.issue!, 'user')),
  ]
  expect(readings.map((reading) => reading.kind)).toEqual(['malformed', 'malformed', 'malformed'])
  expect(readings.map((reading) => ('why' in reading ? reading.why.split(':')[0] : ''))).toEqual(['sender.id', 'starred_at', 'issue.user'])
})

test('[IN-02] text that a database cannot keep and links that are no web addresses are cleaned', () => {
  const reading = changed('issues__opened', (body) =>
    Object.assign(body.issue!, { title: 'a\u0000b \ud800 c\nd', html_url: 'javascript://x%0aalert(1)' }),
  )
  expect(activitiesOf(reading)[0]?.object).toMatchObject({ title: 'ab \ufffd c d', url: '' })
})
