import { joinClasses } from '#app/components/ui/join-classes.ts'

const own = new Set(['forum', 'code', 'chat', 'idea', 'event', 'course', 'generic'])

const kinds: Readonly<Record<string, string>> = {
  github: 'code',
  gitlab: 'code',
  discourse: 'forum',
  discord: 'chat',
  slack: 'chat',
  fider: 'idea',
  canny: 'idea',
  aha: 'idea',
  featurebase: 'idea',
  zoom: 'event',
  calendly: 'event',
  luma: 'event',
  xapi: 'course',
  stack: 'forum',
  nodebb: 'forum',
  npm: 'code',
  youtube: 'event',
  meetup: 'event',
  moodle: 'course',
}

/** The glyph of `public/art/channels.svg` that stands for a channel; unknown ones get the sprout. */
export function channelGlyph(channel: string): string {
  return own.has(channel) ? channel : (kinds[channel] ?? 'generic')
}

/** A channel's glyph on a soft disc; decoration beside the channel's name. */
export function ChannelIcon({ channel, size = 'md', className }: { channel: string; size?: 'sm' | 'md'; className?: string }) {
  return (
    <span
      aria-hidden
      className={joinClasses(
        'inline-grid shrink-0 place-items-center rounded-full bg-leaf-soft text-leaf',
        size === 'md' ? 'size-11' : 'size-7',
        className,
      )}
    >
      <svg viewBox="0 0 24 24" className={size === 'md' ? 'size-5.5' : 'size-4'}>
        <use href={`/art/channels.svg#${channelGlyph(channel)}`} />
      </svg>
    </span>
  )
}
