export type Note = { tone: 'info' | 'good' | 'warning'; words: string }

const notes = {
  password_changed: () => ({
    tone: 'good',
    words: 'Your password was changed, and every browser that was signed in has been signed out. Sign in with the new one.',
  }),
  confirmed_before: () => ({ tone: 'good', words: 'Your account is ready. Sign in with the address and password you chose.' }),
  email_taken: (by) => ({
    tone: 'warning',
    words: `The e-mail address of that ${by} account belongs to a member here. Sign in the way you did before, then link ${by} in your settings.`,
  }),
  declined: (by) => ({ tone: 'info', words: `You turned back at ${by}, so nothing was changed. You can try again, or sign in another way.` }),
  stale: (by) => ({
    tone: 'warning',
    words: `The way to ${by} and back took more than ten minutes, or began in another browser. Nothing was changed; try again.`,
  }),
  unreachable: (by) => ({ tone: 'warning', words: `${capital(by)} did not answer as it should. Nothing was changed; try again in a moment.` }),
  no_key: (by) => ({
    tone: 'warning',
    words: `That ${by} account is linked to a member here, but nobody has signed in with it yet. Sign in another way once, then link ${by} with its button in your settings; from then on it opens the hub.`,
  }),
  second: (by) => ({
    tone: 'warning',
    words: `You already linked a ${by} account here. Unlink it first, or ask a manager to bring both together. Nothing was changed.`,
  }),
  taken: (by) => ({ tone: 'warning', words: `That ${by} account is linked to another member. Nothing was changed; a manager can sort it out.` }),
} as const satisfies Record<string, (by: string) => Note>

export type NoteName = keyof typeof notes

/** What to tell somebody who was sent here with this note, or null. `ways` are the ways in: the address names the one it is about. */
export function noteFor(query: URLSearchParams, ways: readonly { slug: string; title: string }[]): Note | null {
  const name = query.get('note')
  const by = ways.find((way) => way.slug === query.get('by'))?.title ?? 'the other site'
  return name !== null && Object.hasOwn(notes, name) ? notes[name as NoteName](by) : null
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
