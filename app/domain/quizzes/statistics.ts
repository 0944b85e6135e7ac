/** What a figure says to a manager, and how much it should worry them. */
export type Word = { words: string; tone: 'good' | 'waiting' | 'bad' | 'quiet' }

/** From how many answers on a figure says anything. */
export const enough = 5

/** The mean worth of a question's answers (0 to 1), in words. */
export function facilityWords(facility: number, answers: number): Word {
  if (answers < enough) return { words: `Too few answers to say (${answers})`, tone: 'quiet' }
  if (facility < 0.2) return { words: 'Almost everybody gets this wrong', tone: 'bad' }
  if (facility < 0.4) return { words: 'Hard: most get it wrong', tone: 'waiting' }
  if (facility <= 0.8) return { words: 'Some know it, some do not', tone: 'good' }
  return facility <= 0.95 ? { words: 'Easy: most get it right', tone: 'good' } : { words: 'Almost everybody gets this right', tone: 'waiting' }
}

/** How a question goes with the rest of the quiz (-1 to 1, null if that cannot be said), in words. */
export function discriminationWords(discrimination: number | null, answers: number): Word {
  if (answers < enough) return { words: 'Too few answers to say', tone: 'quiet' }
  if (discrimination === null) return { words: 'Cannot be said: all did the same', tone: 'quiet' }
  if (discrimination < 0) return { words: 'Those who know more get it wrong: check its answer key', tone: 'bad' }
  if (discrimination < 0.15) return { words: 'Tells little about who knows the subject', tone: 'waiting' }
  return discrimination < 0.3 ? { words: 'Tells a bit', tone: 'good' } : { words: 'Tells well who knows the subject', tone: 'good' }
}
