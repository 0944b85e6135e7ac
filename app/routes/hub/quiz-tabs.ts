/** The tabs of the pages on which members find quizzes and surveys. */
export const quizTabs = (current: 'quizzes' | 'surveys') => [
  { label: 'Quizzes', to: '/quizzes', current: current === 'quizzes' },
  { label: 'Surveys', to: '/surveys', current: current === 'surveys' },
]
