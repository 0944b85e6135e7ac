/** What came of one question of a survey in one wave. */
export type AskView = {
  id: string
  text: string
  answered: number
  /** How often each value was given; empty for words. */
  bars: { label: string; value: number }[]
  /** What people wrote, with their names unless the survey is anonymous. */
  words: { id: string; text: string; score: number | null; handle: string | null; name: string | null; at: string }[]
  /** Filters by what else they said: none where there is no score or nobody may be told apart. */
  groups: { label: string; to: string; current: boolean }[]
}
