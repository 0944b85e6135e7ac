import { defaultProgram } from '#app/domain/programs/programs.ts'
import { foundProgram } from '#app/flows/found-program.server.ts'
import { env } from '#app/foundation/env.ts'
import { adapters } from '#integrations/registry.ts'

/** Makes sure that the first program stands before the doors open: on a new database it is founded, later only new adapters get their source. */
export async function foundHub(): Promise<void> {
  const demo = env().DEMO === '1'
  await foundProgram(
    {
      id: defaultProgram,
      slug: 'main',
      name: demo ? 'Laurel Labs' : 'Laurel',
      timeZone: demo ? 'Europe/Berlin' : 'UTC',
      pointsName: 'points',
      about: demo
        ? 'Laurel Labs makes tools for people who look after communities. This is where we say thank you to everyone who builds them with us: in code, in answers, in words.'
        : '',
    },
    adapters,
  )
}
