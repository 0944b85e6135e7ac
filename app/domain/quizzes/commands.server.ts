export { addBank, changeBank, putQuestions, retireQuestion } from './commands/banks.server.ts'
export { putQuiz, setQuizState } from './commands/quizzes.server.ts'
export { beginAttempt, endAttempt, keepAnswer, lockTaker } from './commands/attempts.server.ts'
export { passedOn, regradeAttempts, type Regraded } from './commands/regrading.server.ts'
