import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Take minutes or half of one: begun first, so that no worker is left alone with them at the end. */
const long = ['tests/storm/storm.test.ts', 'tests/flows/discord.test.ts', 'tests/flows/ledger-model.test.ts', 'tests/integrations/contract.test.ts']

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = (file: TestSpecification): number => {
      const at = long.findIndex((name) => file.moduleId.endsWith(name))
      return at < 0 ? long.length : at
    }
    return (await super.sort(files)).sort((one, other) => place(one) - place(other))
  }
}

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    globalSetup: ['tests/support/postgres.ts'],
    setupFiles: ['tests/support/setup.ts'],
    pool: 'forks',
    // Files of a worker share a process and a database, which is emptied between them: reading the hub's code anew for each took as long as all tests.
    isolate: false,
    sequence: { sequencer: LongFirst },
    // One more than its own choice on two cores: files wait for their database half of the time.
    maxWorkers: Math.max(3, availableParallelism()),
    // Long: a busy machine is no fault of a test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
  },
})
