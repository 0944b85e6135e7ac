/** What a new survey can begin with. */
export const starts = [
  { value: 'nps', label: 'Would you recommend us? (NPS)' },
  { value: 'event', label: 'After an event' },
  { value: 'empty', label: 'Nothing' },
]

const nps = {
  body: '',
  thanks: 'Thank you. We read every word of it.',
  questions: [
    { id: 'q1', type: 'nps', text: 'How likely are you to recommend us to a friend or colleague?', required: true },
    { id: 'q2', type: 'text', text: 'What do you tell people about us?', when: { ask: 'q1', from: 9, to: 10 } },
    { id: 'q3', type: 'text', text: 'What is missing for you to recommend us gladly?', when: { ask: 'q1', from: 7, to: 8 } },
    { id: 'q4', type: 'text', text: 'What should we mend first?', when: { ask: 'q1', from: 0, to: 6 } },
  ],
}

const event = {
  body: '',
  thanks: 'Thank you. It shapes the next one.',
  questions: [
    { id: 'q1', type: 'scale', text: 'How was it?', required: true, most: 5, low: 'a waste of time', high: 'wonderful' },
    { id: 'q2', type: 'text', text: 'What went wrong?', when: { ask: 'q1', from: 1, to: 3 } },
    { id: 'q3', type: 'single', text: 'Would you come again?', options: ['Yes', 'Perhaps', 'No'] },
    { id: 'q4', type: 'text', text: 'What should the next one be about?' },
  ],
}

/** The words of a new survey by what it begins with. */
export function startOf(word: string): object {
  return word === 'nps' ? nps : word === 'event' ? event : { questions: [] }
}

/** The part of an address made from a title. */
export function slugFrom(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '')
  return slug === '' ? 'unnamed' : slug
}
