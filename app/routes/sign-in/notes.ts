export type Note = { tone: 'info' | 'good' | 'warning'; words: string }

const notes = {
  password_changed: {
    tone: 'good',
    words: 'Your password was changed, and every browser that was signed in has been signed out. Sign in with the new one.',
  },
  confirmed_before: { tone: 'good', words: 'Your account is ready. Sign in with the address and password you chose.' },
  email_taken: {
    tone: 'warning',
    words: 'The e-mail address of that GitHub account belongs to a member here. Sign in the way you did before, then link GitHub in your settings.',
  },
  declined: { tone: 'info', words: 'You turned back at GitHub, so nothing was changed. You can try again, or sign in another way.' },
  stale: {
    tone: 'warning',
    words: 'The way to GitHub and back took more than ten minutes, or began in another browser. Nothing was changed; try again.',
  },
  unreachable: { tone: 'warning', words: 'GitHub did not answer as it should. Nothing was changed; try again in a moment.' },
  no_channel: { tone: 'warning', words: 'GitHub is not a channel of this program yet. A manager can connect it.' },
  taken: { tone: 'warning', words: 'That GitHub account is linked to another member. Nothing was changed; a manager can sort it out.' },
} as const satisfies Record<string, Note>

export type NoteName = keyof typeof notes

/** What to tell somebody who was sent here with this note, or null. */
export function noteFor(name: string | null): Note | null {
  return name !== null && Object.hasOwn(notes, name) ? notes[name as NoteName] : null
}
