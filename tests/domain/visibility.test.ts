import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { maySeeProfile, viewerOf, visibilityFor } from '#app/domain/members/profile.ts'
import { profileOf } from '#app/domain/members/queries/profile.server.ts'
import { newestPublic } from '#app/domain/rules/queries/words.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'

let ines: number
let other: number
let source: number
const now = new Date('2026-03-10T12:00:00Z')
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  ines = await addMember('ines')
  other = await addMember('other')
  await addRule({ kinds: ['generic:article.published', 'generic:talk.given'], points: 50 })
  await sqlAlone(`DELETE FROM badge_grant`)
  await sqlAlone(`DELETE FROM badge`)
  await sqlAlone(`INSERT INTO badge (program_id, id, slug, title, story, kinds, tiers) VALUES
    (1, 7, 'author', 'Author', '', '{generic:article.published}', '{1,5}'), (1, 8, 'speaker', 'Speaker', '', '{generic:talk.given}', '{1}')`)
  await send(message({ id: 'a1', time: '2026-03-01T23:30:00Z' }))
  await send(message({ id: 't1', type: 'talk.given', time: '2026-03-02T10:00:00Z' }))
  await settleAll()
  source = (await sqlAlone<{ id: number }>(`SELECT id FROM source WHERE slug = 'generic'`))[0]?.id ?? 0
})

const seenBy = (reader: number | null, zone = 'UTC') => profileOf(1, 'ines', reader, zone, now)
const set = (values: { profile?: string; hidden?: string[]; state?: string }) =>
  sqlAlone(`UPDATE member SET profile = coalesce($2, profile), hidden = coalesce($3, hidden), state = coalesce($4, state) WHERE id = $1`, [
    ines,
    values.profile ?? null,
    values.hidden ?? null,
    values.state ?? null,
  ])

test('[ME-07] a public profile shows level, badges, year, channels and best contributions to anyone', async () => {
  const seen = await seenBy(null)
  expect(seen).toMatchObject({
    viewer: 'visitor',
    own: null,
    level: { title: 'Seedling' },
    channels: [{ title: 'Signed JSON', count: 2, points: 100 }],
  })
  expect(seen?.badges.map((badge) => badge.title).sort()).toEqual(['Author', 'Speaker'])
  expect(seen?.grid).toEqual([
    { date: '2026-03-01', sourceId: source, count: 1 },
    { date: '2026-03-02', sourceId: source, count: 1 },
  ])
  expect(seen?.best.map((deed) => deed.points)).toEqual([50, 50])
  expect((await seenBy(null, 'Asia/Tokyo'))?.grid).toEqual([{ date: '2026-03-02', sourceId: source, count: 2 }])
})

test('[ME-07] what is hidden is in no answer to anybody else, whatever their role, and the owner still sees it, marked', async () => {
  await sqlAlone(`INSERT INTO member_role (program_id, member_id, role) VALUES (1, $1, 'owner')`, [other])
  const hidden = ['badge:7', `channel:${source}`, 'grid', 'level']
  await set({ hidden })
  for (const reader of [null, other]) {
    const seen = await seenBy(reader)
    expect(seen).toMatchObject({ own: null, level: null, grid: null, channels: [], kinds: [], best: [] })
    expect(seen?.badges.map((badge) => badge.title)).toEqual(['Speaker'])
    expect(JSON.stringify(seen)).not.toMatch(/Author|Seedling|Signed JSON|badge:7/)
  }
  const own = await seenBy(ines)
  expect(own).toMatchObject({ viewer: 'owner', own: { reach: 'public', hidden }, level: { title: 'Seedling' }, channels: [{ count: 2 }] })
  expect(own?.badges).toHaveLength(2)
  expect(own?.grid).toHaveLength(2)
})

test('[ME-07] a profile for members is closed to visitors, a hidden one to all but its owner, and both look like no profile at all', async () => {
  await set({ profile: 'members' })
  expect(await seenBy(null)).toBeNull()
  expect(await seenBy(other)).toMatchObject({ viewer: 'member' })
  await set({ profile: 'hidden' })
  expect(await seenBy(null)).toBeNull()
  expect(await seenBy(other)).toBeNull()
  expect(await seenBy(ines)).toMatchObject({ viewer: 'owner' })
  expect(await profileOf(1, 'nobody', other, 'UTC', now)).toBeNull()
})

test('[ME-07] a paused or erased member has no profile for others; a handle is found in any case', async () => {
  expect(await profileOf(1, 'INES', null, 'UTC', now)).not.toBeNull()
  await set({ state: 'paused' })
  expect(await seenBy(other)).toBeNull()
  expect(await seenBy(ines)).not.toBeNull()
  await set({ state: 'erased' })
  expect(await seenBy(ines)).toBeNull()
})

test('[ME-07] the newest awards name only members whose profile is public, and no channel they hide', async () => {
  expect((await newestPublic(1, 9)).map((award) => award.handle)).toEqual(['ines', 'ines'])
  await set({ hidden: [`channel:${source}`] })
  expect(await newestPublic(1, 9)).toEqual([])
  await set({ hidden: [], profile: 'members' })
  expect(await newestPublic(1, 9)).toEqual([])
})

test('who looks, and what they get, follows from reach and list alone', () => {
  expect([viewerOf(1, null), viewerOf(1, 2), viewerOf(1, 1)]).toEqual(['visitor', 'member', 'owner'])
  expect(maySeeProfile('members', 'visitor')).toBe(false)
  expect(maySeeProfile('hidden', 'owner')).toBe(true)
  expect(visibilityFor(['badge:3', 'channel:2', 'grid', 'badge:x'], 'member')).toEqual({
    level: true,
    grid: false,
    withheldChannels: [2],
    withheldBadges: [3],
  })
  expect(visibilityFor(['badge:3', 'level'], 'owner')).toEqual({ level: true, grid: true, withheldChannels: [], withheldBadges: [] })
})
