import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Stat, Stats } from '#app/components/ui/stat.tsx'
import { Table } from '#app/components/ui/table.tsx'

import type { Reader } from './reader.ts'

type ChannelReport = {
  adapter: string
  title: string
  sent: number
  read: number
  ignored: number
  unsupported: number
  activities: number
  undos: number
  awards: number
  points: number
  back: number
  wrong: string[]
}
export type RehearsalView = { channels: ChannelReport[]; people: number; rules: number; leftOut: string[]; milliseconds: number }

/** What each channel of a rehearsal did. */
export function RehearsalReport({ report, reader }: { report: RehearsalView; reader: Reader }) {
  const number = (count: number) => count.toLocaleString(reader.locale)
  const sum = (pick: (channel: ChannelReport) => number) => report.channels.reduce((total, channel) => total + pick(channel), 0)
  const wrong = report.channels.flatMap((channel) => channel.wrong.map((name) => `${channel.title}: ${name}`))
  return (
    <>
      <Notice tone={wrong.length === 0 ? 'good' : 'danger'} announce title="Played through">
        {wrong.length === 0
          ? `Every message was read as it must be, in ${(report.milliseconds / 1000).toLocaleString(reader.locale, { maximumFractionDigits: 1 })} seconds.`
          : `Not read as they must be: ${wrong.join(', ')}.`}
        {report.leftOut.length > 0 && ` These rules lean on something that only your program has and were left out: ${report.leftOut.join(', ')}.`}
      </Notice>
      <Stats>
        <Stat label="People" value={number(report.people)} />
        <Stat label="Messages" value={number(sum((channel) => channel.sent))} />
        <Stat label="Activities" value={number(sum((channel) => channel.activities))} />
        <Stat label="Awards that stand" value={number(sum((channel) => channel.awards))} />
        <Stat label="Taken back" value={number(sum((channel) => channel.back))} />
        <Stat
          label={reader.pointsName}
          value={formatPoints(
            sum((channel) => channel.points),
            reader.locale,
          )}
        />
      </Stats>
      <Section title="Channel by channel" lead="A channel without awards is one that none of your rules asks.">
        <Table
          dense
          caption="Channels"
          rows={report.channels}
          rowKey={(channel) => channel.adapter}
          columns={[
            {
              key: 'title',
              title: 'Channel',
              cell: (channel) => (
                <span className="flex items-center gap-3">
                  <ChannelIcon channel={channel.adapter} size="sm" />
                  {channel.title}
                </span>
              ),
            },
            { key: 'sent', title: 'Messages', numeric: true, cell: (channel) => number(channel.sent) },
            { key: 'read', title: 'Read', numeric: true, cell: (channel) => number(channel.read) },
            { key: 'ignored', title: 'Left out', numeric: true, cell: (channel) => number(channel.ignored + channel.unsupported) },
            { key: 'activities', title: 'Activities', numeric: true, cell: (channel) => number(channel.activities) },
            { key: 'undos', title: 'Undos', numeric: true, cell: (channel) => number(channel.undos) },
            { key: 'awards', title: 'Awards', numeric: true, cell: (channel) => number(channel.awards) },
            { key: 'points', title: reader.pointsName, numeric: true, cell: (channel) => formatPoints(channel.points, reader.locale) },
            {
              key: 'state',
              title: 'As it must be',
              cell: (channel) => (channel.wrong.length === 0 ? <Pill tone="good">Yes</Pill> : <Pill tone="bad">{channel.wrong.length} not</Pill>),
            },
          ]}
        />
      </Section>
    </>
  )
}
