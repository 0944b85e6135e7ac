import type { Activity } from '#app/contract/activity.ts'
import { cleanTitle } from '#integrations/kit/body.ts'
import { attribute, child, children, type Node, textOf } from '#integrations/kit/xml.ts'

const videoId = /^[\w-]{6,20}$/
export const channelId = /^UC[\w-]{20,24}$/

export const subject = (video: string) => `video:${video}`

/** The videos of a feed of YouTube, each once by its id: an edited title or description comes as the same entry again. */
export function videosIn(feed: Node): Activity[] {
  return children(feed, 'entry').flatMap((entry) => {
    const [video, channel] = [textOf(entry, 'yt:videoId'), textOf(entry, 'yt:channelId')]
    const published = new Date(textOf(entry, 'published'))
    if (!videoId.test(video) || !channelId.test(channel) || Number.isNaN(published.getTime())) return []
    return [
      {
        kind: 'video.published',
        externalId: subject(video),
        actor: { id: channel, handle: cleanTitle(textOf(child(entry, 'author'), 'name')) || channel },
        object: { id: subject(video), title: cleanTitle(textOf(entry, 'title')) || 'A video', url: `https://www.youtube.com/watch?v=${video}` },
        occurredAt: published,
        facts: {},
      },
    ]
  })
}

/** What the owner of a channel wrote below its videos. */
export function descriptionsIn(feed: Node, channel: string): string {
  const own = children(feed, 'entry').filter((entry) => textOf(entry, 'yt:channelId') === channel)
  return own.map((entry) => textOf(child(entry, 'media:group'), 'media:description')).join('\n')
}

/** Videos that were deleted or hidden, as a feed names them (RFC 6721). */
export function removedIn(feed: Node): Activity[] {
  return children(feed, 'at:deleted-entry').flatMap((entry) => {
    const video = /^yt:video:([\w-]{6,20})$/.exec(attribute(entry, 'ref'))?.[1]
    const at = new Date(attribute(entry, 'when'))
    const by = child(entry, 'at:by')
    const channel = /\/channel\/(UC[\w-]{20,24})$/.exec(textOf(by, 'uri'))?.[1]
    if (!video || !channel || Number.isNaN(at.getTime())) return []
    return [
      {
        kind: 'video.removed',
        externalId: `removed:${subject(video)}`,
        version: at.toISOString(),
        actor: { id: channel, handle: cleanTitle(textOf(by, 'name')) || channel },
        object: { id: subject(video), title: 'A video', url: `https://www.youtube.com/watch?v=${video}` },
        occurredAt: at,
        facts: {},
        undoes: subject(video),
      },
    ]
  })
}
