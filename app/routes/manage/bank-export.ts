import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '#app/auth/guests.server.ts'
import { slugFrom } from '#app/domain/quizzes/forms.ts'
import { writeGift } from '#app/domain/quizzes/gift-write.ts'
import { bankById, bankQuestions } from '#app/domain/quizzes/queries.server.ts'
import { numberFrom } from './reader.server.ts'

/** The questions of a bank that are still drawn, as a GIFT file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_quizzes')
  const id = numberFrom(params.id) ?? 0
  const [bank, questions] = await Promise.all([bankById(program.id, id), bankQuestions(program.id, id)])
  if (!bank) throw new Response('There is no such bank.', { status: 404, statusText: 'Not Found' })
  return new Response(writeGift(questions.filter((question) => !question.retired)), {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="${slugFrom(bank.title)}.gift"`,
      'Cache-Control': 'no-store',
    },
  })
}
