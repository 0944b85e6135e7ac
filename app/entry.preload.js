// Loaded before every process of the hub (`node --import`): reads `.env`, and ends the process when the starter that owns it is gone.
import { existsSync } from 'node:fs'

if (existsSync('.env')) process.loadEnvFile('.env') // what the environment says already stands
process.env.NODE_ENV ||= 'production'

if (process.argv[1]?.endsWith('.js') && !existsSync(process.argv[1])) {
  console.error(`${process.argv[1]} is not built yet: run npm run build first, or npm start, which does it.`)
  process.exit(1)
}

if (process.channel && process.env.LAUREL_LEASH === '1') {
  delete process.env.LAUREL_LEASH
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
