import { expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { programIds } from '#app/domain/programs/queries.server.ts'
import { rehearseProgram } from '#app/flows/rehearse-program.server.ts'
import { recordedTakes } from '#app/routes/manage/rehearsal-takes.server.ts'
import { adapters } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'

test(
  '[F16] a synthetic community plays the program’s own rules through every adapter with signed messages; the real program is not touched',
  { timeout: 90_000 },
  async () => {
    await resetDatabase()
    const program = await openHub()
    await addMember('ines')
    await addRule({ title: 'Answers', kinds: ['discourse:answer.accepted'], points: 150 })
    await addRule({ title: 'Articles', kinds: ['generic:article.published'], points: 20 })
    await send(message({ id: 'real' }))
    await settleAll()
    const real = () =>
      sqlAlone(`SELECT (SELECT count(*) FROM transfer WHERE program_id = 1)::int AS lines, (SELECT count(*) FROM activity WHERE program_id = 1)::int AS activities,
      (SELECT count(*) FROM member WHERE program_id = 1)::int AS members, (SELECT count(*) FROM delivery WHERE program_id = 1)::int AS deliveries`)
    const before = await real()
    const takes = await recordedTakes()
    const report = await rehearseProgram(adapters, takes, program)
    expect(await real()).toEqual(before)
    expect(report.channels.flatMap((channel) => channel.wrong.map((name) => `${channel.adapter}/${name}`))).toEqual([])
    expect(report.channels.map((channel) => channel.adapter).sort()).toEqual([...new Set(takes.map((take) => take.adapter))].sort())
    for (const channel of report.channels) expect.soft(channel.activities, channel.adapter).toBeGreaterThan(0)
    const paid = report.channels.filter((channel) => channel.awards + channel.back > 0).map((channel) => channel.adapter)
    expect(paid.sort()).toEqual(['discourse', 'generic'])
    // Answers were accepted, un-accepted and replaced.
    expect(report.channels.find((channel) => channel.adapter === 'discourse')?.back).toBeGreaterThan(0)
    expect([report.rules, report.leftOut]).toEqual([2, []])
    // Nobody works on it afterwards, and a second one begins anew.
    expect(await programIds()).toEqual([1])
    expect((await sqlAlone<{ id: number }>('SELECT id FROM program ORDER BY id')).map((row) => row.id)).toEqual([1, 20_000])
  },
)
