import { closeDatabase } from '#app/db/prisma.server.ts'
import { env } from '#app/foundation/env.ts'
import { logFor } from '#app/foundation/log.ts'
import { announce } from '#app/jobs/announce.server.ts'
import { closeDue } from '#app/jobs/close-due.server.ts'
import { drainInbox } from '#app/jobs/drain-inbox.server.ts'
import { drainOutbox } from '#app/jobs/drain-outbox.server.ts'
import { closeEnded } from '#app/jobs/keep-challenges.server.ts'
import { expireOld, keepLedger } from '#app/jobs/keep-ledger.server.ts'
import { freezeEnded, tidyBoards } from '#app/jobs/keep-boards.server.ts'
import { endOverdue } from '#app/jobs/end-overdue.server.ts'
import { keepCampaigns } from '#app/jobs/keep-campaigns.server.ts'
import { handOver } from '#app/jobs/hand-over.server.ts'
import { keepStore } from '#app/jobs/keep-store.server.ts'
import { Lines } from '#app/jobs/listen-channels.server.ts'
import { repeat } from '#app/jobs/loop.ts'
import { sweep } from '#app/jobs/sweep.server.ts'
import { tellNews } from '#app/jobs/tell-news.server.ts'
import { vestDue } from '#app/jobs/vest-due.server.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { completeDeliveries } from '#app/jobs/complete-deliveries.server.ts'
import { rereadDeliveries } from '#app/jobs/reread-deliveries.server.ts'
import { beginPolls, walkChannels } from '#app/jobs/walk-channels.server.ts'
import { answerCommand } from '#app/flows/answer-command.server.ts'
import { tellHealth } from '#app/flows/tell-health.server.ts'
import { tellSilence } from '#app/flows/tell-silence.server.ts'
import { programIds } from '#app/domain/programs/queries.server.ts'
import { reachPublic } from '#app/foundation/fetch-public.server.ts'
import { fulfillers } from '#integrations/fulfillers.ts'
import { adapterById, adapters } from '#integrations/registry.ts'

// The worker: settles the inbox and sends the outbox. Any number of them may run; they never do the same work twice.
let stopping = false
const stopped = (): boolean => stopping
const log = logFor('worker')

async function overPrograms(work: (program: number) => Promise<number>): Promise<number> {
  let done = 0
  for (const program of await programIds()) done += await work(program)
  return done
}

env()
log.info('The worker is up.')
const lines = new Lines(adapters, askOutside, (program, sourceId, question) => answerCommand(program, sourceId, question, adapters))
const loops = [
  repeat({ name: 'inbox', run: () => drainInbox(stopped), idleMs: 40 }, stopped),
  repeat({ name: 'vesting', run: vestDue, idleMs: 20_000 }, stopped),
  repeat({ name: 'outbox', run: () => overPrograms(drainOutbox), idleMs: 1_000 }, stopped),
  repeat({ name: 'reread', run: () => overPrograms((program) => rereadDeliveries(program, adapterById)), idleMs: 5_000 }, stopped),
  repeat({ name: 'complete', run: () => overPrograms((program) => completeDeliveries(program, adapterById, askOutside)), idleMs: 500 }, stopped),
  repeat({ name: 'walks', run: () => overPrograms((program) => walkChannels(program, adapterById, askOutside)), idleMs: 1_000 }, stopped),
  repeat({ name: 'lines', run: () => overPrograms((program) => lines.look(program)), idleMs: 2_000 }, stopped),
  repeat({ name: 'announce', run: () => overPrograms((program) => announce(program, adapterById, askOutside)), idleMs: 1_500 }, stopped),
  repeat({ name: 'news', run: () => overPrograms((program) => tellNews(program, adapterById, askOutside)), idleMs: 3_000 }, stopped),
  repeat({ name: 'silence', run: () => overPrograms((program) => tellSilence(program).then(() => 0)), idleMs: 300_000 }, stopped),
  repeat({ name: 'health', run: () => overPrograms((program) => tellHealth(program).then(() => 0)), idleMs: 600_000 }, stopped),
  repeat({ name: 'polls', run: () => overPrograms((program) => beginPolls(program, adapterById)), idleMs: 60_000 }, stopped),
  repeat({ name: 'ledger', run: () => overPrograms(keepLedger), idleMs: 60_000 }, stopped),
  repeat({ name: 'expiry', run: () => overPrograms(expireOld), idleMs: 60_000 }, stopped),
  repeat({ name: 'seasons', run: () => overPrograms(freezeEnded), idleMs: 5_000 }, stopped),
  repeat({ name: 'campaigns', run: () => overPrograms(keepCampaigns), idleMs: 15_000 }, stopped),
  repeat({ name: 'store', run: () => overPrograms(keepStore), idleMs: 30_000 }, stopped),
  repeat({ name: 'handing over', run: () => overPrograms((program) => handOver(program, fulfillers, reachPublic)), idleMs: 2_000 }, stopped),
  repeat({ name: 'closing', run: () => overPrograms(closeDue), idleMs: 4_000 }, stopped),
  repeat({ name: 'challenges', run: () => overPrograms(closeEnded), idleMs: 5_000 }, stopped),
  repeat({ name: 'boards', run: () => overPrograms(tidyBoards), idleMs: 600_000 }, stopped),
  repeat({ name: 'attempts', run: () => overPrograms(endOverdue), idleMs: 15_000 }, stopped),
  repeat({ name: 'sweep', run: () => overPrograms(sweep), idleMs: 3_600_000 }, stopped),
]

async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.race([Promise.all([lines.end(), ...loops]), new Promise((resolve) => setTimeout(resolve, 5_000))])
  await closeDatabase()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
