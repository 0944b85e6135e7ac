import { DateTime } from 'luxon'
import type { ChoiceGroup } from '#app/components/ui/select-field.tsx'

let known: { day: string; groups: ChoiceGroup[] } | undefined

function groupsOf(names: readonly string[]): ChoiceGroup[] {
  const groups = new Map<string, ChoiceGroup>()
  for (const name of names) {
    const [area = 'Other', ...rest] = name.split('/')
    const group = groups.get(area) ?? { group: area, choices: [] }
    const offset = DateTime.local({ zone: name }).toFormat('ZZ')
    group.choices.push({ value: name, label: `${(rest.length ? rest.join(', ') : area).replaceAll('_', ' ')} (UTC${offset})` })
    groups.set(area, group)
  }
  return [...groups.values()]
}

/** The time zones of this machine by continent, each with its present offset; the member's own is always among them. */
export function zoneChoices(own: string): ChoiceGroup[] {
  const day = new Date().toISOString().slice(0, 10)
  if (known?.day !== day) known = { day, groups: groupsOf(['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')]) }
  const listed = known.groups.some((group) => group.choices.some((choice) => choice.value === own))
  return listed ? known.groups : [{ group: 'Yours', choices: [{ value: own, label: own }] }, ...known.groups]
}
