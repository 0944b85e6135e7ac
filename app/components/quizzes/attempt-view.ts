import type { KeyView, QuestionView } from '#app/domain/quizzes/view.ts'

/** A question with its key, where that may be shown. */
export type Shown = { question: QuestionView; key: KeyView | null }

/** An attempt as its page shows it: one question of an open one, or what came of an ended one. */
export type AttemptPage =
  | {
      state: 'open'
      question: QuestionView | null
      key: KeyView | null
      steps: { position: number; answered: boolean; final: boolean }[]
      secondsLeft: number | null
      endsAt: string | null
      final: boolean
    }
  | {
      state: 'ended'
      percent: number
      passed: boolean
      passPercent: number
      byTime: boolean
      answered: number
      size: number
      questions: Shown[]
      whenExplained: string
    }
