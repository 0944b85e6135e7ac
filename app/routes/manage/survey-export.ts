import type { LoaderFunctionArgs } from '@remix-run/node'
import Papa from 'papaparse'
import { requireStaff } from '#app/auth/guests.server.ts'
import { responsesOf, surveyById, wavesOf } from '#app/domain/surveys/queries.server.ts'
import { fewest } from '#app/domain/surveys/survey.ts'
import { numberFrom } from './reader.server.ts'

const most = 50_000

/**
 * All responses as CSV, safe to open in a spreadsheet: what begins like a formula is quoted. Of an anonymous survey no names, no times, and no wave with too
 * few answers.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'see_survey_results')
  const id = numberFrom(params.id) ?? 0
  const [survey, waves] = await Promise.all([surveyById(program.id, id), wavesOf(program.id, id)])
  if (!survey) throw new Response('There is no such survey.', { status: 404, statusText: 'Not Found' })
  const open = new Set(waves.filter((wave) => !survey.anonymous || wave.answered >= fewest).map((wave) => wave.number))
  const responses = (await responsesOf(program.id, id, { wave: null, from: 0, to: 10, limit: most })).filter((row) => open.has(row.wave))
  const people = survey.anonymous ? [] : ['Handle', 'Name', 'Time']
  const fields = ['Wave', ...people, ...survey.questions.map((ask) => ask.text)]
  const rows = responses.map((row) => [
    row.wave,
    ...(survey.anonymous ? [] : [row.handle, row.name, row.at.toISOString()]),
    ...survey.questions.map((ask) => [row.answers[ask.id] ?? ''].flat().join('; ')),
  ])
  const csv = Papa.unparse({ fields, data: rows }, { escapeFormulae: true, newline: '\r\n' })
  return new Response(`\uFEFF${csv}\r\n`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${survey.slug}.csv"`,
      'Cache-Control': 'no-store',
    },
  })
}
