import type { AnnounceOffer } from '#app/components/manage/announce-form.tsx'
import type { AnnounceRuleView, AnnouncementView } from '#app/components/manage/announce-lists.tsx'
import type { Adapter, Gift } from '#app/contract/adapter.ts'
import type { AnnounceRule, Trigger } from '#app/domain/announcements/announcements.ts'
import { announceRules, announcementsIn } from '#app/domain/announcements/queries.server.ts'
import { badgesOf, levelsOf } from '#app/domain/standing/queries.server.ts'

type View = { rules: AnnounceRuleView[]; lately: AnnouncementView[]; offer: AnnounceOffer | null }

/** What a channel gives, what it could give for `when`, and what was told to it. */
export async function givesView(program: number, adapter: Adapter, sourceId: number, when: string | null): Promise<View> {
  const [rules, lately, badges, levels] = await Promise.all([
    announceRules(program),
    announcementsIn(program, sourceId, 50),
    badgesOf(program),
    levelsOf(program),
  ])
  const badgeTitles = new Map(badges.map((badge) => [badge.slug, badge.title]))
  const levelTitles = new Map(levels.map((level) => [String(level.rank), level.title]))
  const giftLabel = (give: string) => inSentence(adapter.gives?.[give as Gift]?.label ?? give)
  const sentence = (rule: AnnounceRule): string => {
    const gift = `${giftLabel(rule.give)}${rule.target ? ` (${rule.target})` : ''}`
    if (rule.trigger === 'deed') return `When ${adapter.kinds[rule.what.slice(rule.what.indexOf(':') + 1)]?.when ?? rule.what}, it gets ${gift}`
    const tier = rule.tier > 1 ? `, from ${rule.tier} on` : ''
    const held =
      rule.trigger === 'badge'
        ? `the badge ${badgeTitles.get(rule.what) ?? rule.what}${tier}`
        : `the level ${levelTitles.get(rule.what) ?? rule.what}`
    return `Whoever holds ${held} gets ${gift}`
  }
  return {
    rules: rules.filter((rule) => rule.sourceId === sourceId).map((rule) => ({ ...rule, sentence: sentence(rule) })),
    lately: lately.map(({ id, handle, state, error, at, ...one }) => ({
      ...{ id, handle, state, error, at: at.toISOString() },
      words: `${one.move === 'grant' ? 'Given' : 'Taken back'}: ${giftLabel(one.give)}${one.target && !/^https?:/.test(one.target) ? ` (${one.target})` : ''}`,
    })),
    offer: offerOf(adapter, when, {
      badges: badges.map(({ slug, title }) => ({ value: slug, label: title })),
      levels: levels.filter((level) => level.rank > 1).map(({ rank, title }) => ({ value: String(rank), label: title })),
    }),
  }
}

/** A label as it stands within a sentence. */
function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}

function offerOf(adapter: Adapter, when: string | null, known: Pick<AnnounceOffer, 'badges' | 'levels'>): AnnounceOffer | null {
  const all = Object.entries(adapter.gives ?? {}).map(([value, gift]) => ({ value, label: gift.label, target: gift.target ?? null }))
  const givesFor = (trigger: Trigger) => all.filter((gift) => (gift.value === 'comment') === (trigger === 'deed'))
  const whens = (['badge', 'level', 'deed'] as const).filter((trigger) => givesFor(trigger).length > 0)
  const chosen = whens.find((one) => one === when) ?? whens[0]
  if (!chosen) return null
  const kinds = Object.entries(adapter.kinds)
    .filter(([, card]) => !card.undo)
    .map(([kind, card]) => ({ value: `${adapter.id}:${kind}`, label: card.did }))
  return { when: chosen, whens, ...known, kinds, gives: givesFor(chosen) }
}
