// `npm run storm -- --cycles 50 --seed 7`: under load, kills the door, a worker, one backend or the whole of PostgreSQL, at random moments and at
// named points between receiving and acknowledging, judging and committing. After each cycle all invariants are checked against the senders' journal.
import { parseArgs } from 'node:util'

Object.assign(process.env, {
  ...{ TZ: 'UTC', DEMO: '0', LOG_LEVEL: 'silent', NODE_ENV: 'test', PUBLIC_URL: 'http://localhost:3000', MAIL_FROM: 'Laurel <hello@laurel.example>' },
  LAUREL_SECRET: 'bGF1cmVsLXN0b3JtLXNlY3JldC1vZi0zMi1ieXRlcyE=',
})
const { storm } = await import('#tests/storm/storm.ts')

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** How many deliveries a cycle sends. */
    deliveries: { type: 'string', default: '150' },
    /** Do not wait for the disk: enough for killed processes, and faster. */
    forgetful: { type: 'boolean', default: false },
  },
})
const whole = { cycles: Number(values.cycles), seed: Number(values.seed), deliveries: Number(values.deliveries), forgetful: values.forgetful }
console.log(`Storm of ${whole.cycles} cycles, seed ${whole.seed} (--seed ${whole.seed} makes the same choices again)`)
const well = await storm(whole, (line) => console.log(line))
process.exit(well ? 0 : 1)
