// `npm run owner -- you@company.example`: names an owner of the program from the terminal, and prints the link that sets the password.
import { closeDatabase } from '#app/db/prisma.server.ts'
import { defaultProgram } from '#app/domain/programs/programs.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { foundHub } from '#app/entry.found.ts'
import { inviteOwner } from '#app/flows/invite-owner.server.ts'
import { env } from '#app/foundation/env.ts'

async function main(): Promise<void> {
  const email = process.argv[2] ?? ''
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error('Say whom: npm run owner -- you@company.example')
  const { PORT, PUBLIC_URL } = env()
  await foundHub()
  const program = await programById(defaultProgram)
  const origin = (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, '')
  const invited = await inviteOwner({ program: defaultProgram, by: null }, { email, origin, timeZone: program?.timeZone ?? 'UTC' })
  console.log(`${email} is an owner of ${program?.name ?? 'the program'}. Within an hour, set the password here:\n\n  ${invited.link}\n`)
}

await main()
  .catch((fault: Error) => {
    console.error(fault.message)
    process.exitCode = 1
  })
  .finally(closeDatabase)
