// The people of the demo community. Invented, like everything they do.

/** What somebody tends to do, as relative weights. */
export type Leaning = 'code' | 'review' | 'answer' | 'write' | 'idea' | 'talk' | 'translate' | 'learn' | 'issue'

export type Person = {
  handle: string
  name: string
  /** Numeric account id on GitHub, as text. */
  id: string
  zone: string
  bio: string
  /** How many months ago they came. */
  since: number
  /** How much they do, 1 (now and then) to 10 (every day). */
  energy: number
  leanings: readonly Leaning[]
  /** False: active outside, but never joined. What they earned waits for them. */
  joined: boolean
  email?: string
  role?: 'owner' | 'manager' | 'reviewer' | 'analyst'
}

type Row = readonly [string, string, string, number, number, string, string]

const rows: readonly Row[] = [
  ['maya-lindqvist', 'Maya Lindqvist', 'Europe/Stockholm', 6, 8, 'code review answer write', 'Backend engineer. I collect small performance wins.'],
  ['ines-okafor', 'Ines Okafor', 'Africa/Lagos', 7, 10, 'answer write talk', 'I answer questions before coffee, better ones after.'],
  ['tomasz-wrona', 'Tomasz Wrona', 'Europe/Warsaw', 7, 9, 'code review issue', 'Reads diffs for fun.'],
  ['yuki-tanaka', 'Yuki Tanaka', 'Asia/Tokyo', 6, 8, 'review translate write', 'Docs, tests, and Japanese translations.'],
  ['ruben-castillo', 'Rubén Castillo', 'America/Mexico_City', 7, 7, 'review code answer', 'Maintainer of the adapters.'],
  ['priya-nair', 'Priya Nair', 'Asia/Kolkata', 5, 8, 'code issue learn', 'Learning in public.'],
  ['lucas-moreau', 'Lucas Moreau', 'Europe/Paris', 6, 6, 'write talk idea', 'Organizes the Paris meetup.'],
  ['hana-kowalski', 'Hana Kowalski', 'America/Chicago', 4, 7, 'answer issue review', 'Data person among web people.'],
  ['mateus-silva', 'Mateus Silva', 'America/Sao_Paulo', 6, 7, 'translate write code', 'Traduzo tudo o que leio duas vezes.'],
  ['aisha-rahman', 'Aisha Rahman', 'Asia/Dhaka', 3, 8, 'code answer learn', 'Three months in and not going away.'],
  ['erik-solberg', 'Erik Solberg', 'Europe/Oslo', 6, 5, 'issue idea answer', 'Finds edge cases by accident.'],
  ['chiara-ricci', 'Chiara Ricci', 'Europe/Rome', 5, 5, 'write learn talk', 'Teaches at night.'],
  ['daniel-mensah', 'Daniel Mensah', 'Africa/Accra', 4, 6, 'code review', 'Type errors are messages from the future.'],
  ['sofia-petrova', 'Sofia Petrova', 'Europe/Sofia', 6, 4, 'answer translate', ''],
  ['noah-becker', 'Noah Becker', 'Europe/Berlin', 5, 5, 'code idea', 'Builds integrations on trains.'],
  ['mei-chen', 'Mei Chen', 'Asia/Taipei', 5, 6, 'write answer learn', 'Explains with pictures.'],
  ['omar-haddad', 'Omar Haddad', 'Asia/Amman', 3, 5, 'issue learn answer', ''],
  ['grace-kimani', 'Grace Kimani', 'Africa/Nairobi', 4, 7, 'talk answer write', 'Community lead by day, tester by night.'],
  ['felix-novak', 'Felix Novák', 'Europe/Prague', 6, 4, 'code issue', ''],
  ['isabel-torres', 'Isabel Torres', 'Europe/Madrid', 2, 6, 'learn answer issue', 'New here, asking everything.'],
  ['kenji-mori', 'Kenji Mori', 'Asia/Tokyo', 5, 3, 'translate', ''],
  ['leila-azizi', 'Leila Azizi', 'Europe/Amsterdam', 4, 5, 'idea write', 'Product designer with opinions on empty states.'],
  ['sam-whitfield', 'Sam Whitfield', 'Europe/London', 7, 4, 'review talk', 'Was here before the docs were.'],
  ['anika-vogel', 'Anika Vogel', 'Europe/Zurich', 3, 4, 'learn issue', ''],
  ['diego-fuentes', 'Diego Fuentes', 'America/Santiago', 4, 4, 'code translate', ''],
  ['zoe-martin', 'Zoé Martin', 'America/Toronto', 2, 5, 'code learn', 'First merged pull request: this spring.'],
  ['tariq-aziz', 'Tariq Aziz', 'Asia/Karachi', 3, 3, 'answer', ''],
  ['olivia-brandt', 'Olivia Brandt', 'Australia/Sydney', 5, 5, 'answer idea issue', 'Awake when you are not.'],
  ['pavel-ionescu', 'Pavel Ionescu', 'Europe/Bucharest', 4, 3, 'code', ''],
  ['nora-eriksen', 'Nora Eriksen', 'Europe/Copenhagen', 1, 5, 'learn issue answer', 'Just arrived.'],
]

const outside: readonly Row[] = [
  ['wei-zhang', 'Wei Zhang', 'Asia/Shanghai', 4, 5, 'code answer', ''],
  ['carmen-diaz', 'Carmen Díaz', 'America/Bogota', 3, 4, 'issue code', ''],
  ['joon-park', 'Joon Park', 'Asia/Seoul', 2, 4, 'answer issue', ''],
  ['elena-marsh', 'Elena Marsh', 'America/New_York', 5, 3, 'code', ''],
]

const staff: readonly Row[] = [
  ['jonas-weber', 'Jonas Weber', 'Europe/Berlin', 7, 2, 'review', 'Runs this program. Ask me why you got your points.'],
  ['amara-diallo', 'Amara Diallo', 'Africa/Dakar', 7, 1, 'answer', 'Founder.'],
  ['ben-ashworth', 'Ben Ashworth', 'Europe/London', 5, 2, 'review', 'Reviews submissions on Tuesdays.'],
]

const emails: Readonly<Record<string, string>> = {
  'maya-lindqvist': 'member@laurel.example',
  'jonas-weber': 'manager@laurel.example',
  'amara-diallo': 'owner@laurel.example',
}
const roles: Readonly<Record<string, Person['role']>> = { 'jonas-weber': 'manager', 'amara-diallo': 'owner', 'ben-ashworth': 'reviewer' }

function person([handle, name, zone, since, energy, leanings, bio]: Row, index: number, joined: boolean): Person {
  return {
    handle,
    name,
    id: String(70_411_001 + index),
    zone,
    bio,
    since,
    energy,
    leanings: leanings.split(' ') as Leaning[],
    joined,
    email: emails[handle] ?? `${handle}@people.example`,
    role: roles[handle],
  }
}

export const people: readonly Person[] = [
  ...rows.map((row, index) => person(row, index, true)),
  ...outside.map((row, index) => person(row, 100 + index, false)),
  ...staff.map((row, index) => person(row, 200 + index, true)),
]

/** A bot that opens pull requests and never earns. */
export const bot = { handle: 'bumper[bot]', id: '49699333' }
