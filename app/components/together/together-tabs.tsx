import { TabLinks } from '#app/components/ui/tab-links.tsx'

const places = {
  contests: ['Contests', '/contests'],
  raffles: ['Raffles', '/raffles'],
  events: ['Events', '/events'],
  teams: ['Teams', '/teams'],
  goals: ['Goals', '/goals'],
  fame: ['Hall of fame', '/hall-of-fame'],
} as const

/** The places where members do things together, side by side. Goals are one's own, so visitors do not see them. */
export function TogetherTabs({ current, member }: { current: keyof typeof places; member: boolean }) {
  const shown = (Object.keys(places) as (keyof typeof places)[]).filter((id) => member || id !== 'goals')
  return (
    <div className="mb-8">
      <TabLinks label="Together" tabs={shown.map((id) => ({ label: places[id][0], to: places[id][1], current: id === current }))} />
    </div>
  )
}
