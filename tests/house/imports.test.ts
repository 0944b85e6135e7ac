import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { expect, test } from 'vitest'

const lint = new ESLint({
  // Planted files exist in no project of the compiler; the laws of imports need none.
  overrideConfig: [{ ...tseslint.configs.disableTypeChecked, languageOptions: { parserOptions: { projectService: false } } }],
})

/** The rules that the code breaks in a file of this name. */
async function broken(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await lint.lintText(`${code}\n`, { filePath })
  return (result?.messages ?? []).map(({ ruleId }) => ruleId).filter((rule) => rule !== '@typescript-eslint/no-unused-vars')
}

const LEAN = 'boundaries/dependencies'
const IMPORT = 'no-restricted-imports'
const use = (address: string) => `import * as planted from '${address}'\nexport const kept = planted`

const forbidden: [law: string, file: string, code: string, rule: string][] = [
  ['foundation leans on nothing', 'app/foundation/planted.ts', use('#app/db/pool.server.ts'), LEAN],
  ['the contract leans on foundation alone', 'app/contract/planted.ts', use('#app/domain/ledger/ledger.ts'), LEAN],
  ['db knows no room', 'app/db/planted.server.ts', use('#app/domain/ledger/ledger.ts'), LEAN],
  ['a room does not know another room', 'app/domain/ledger/planted.server.ts', use('#app/domain/members/members.ts'), LEAN],
  ['a room does not tell stories', 'app/domain/ledger/planted.server.ts', use('#app/flows/switch-rule.server.ts'), LEAN],
  ['a room knows no React', 'app/domain/ledger/planted.server.ts', use('react'), IMPORT],
  ['a room knows no vendor', 'app/domain/ledger/planted.server.ts', use('octokit'), IMPORT],
  ['a pure file reads no disk', 'app/domain/ledger/planted.ts', use('node:fs'), IMPORT],
  ['a pure file asks no database', 'app/domain/ledger/planted.ts', use('./queries.server.ts'), IMPORT],
  ['a pure file reads no clock', 'app/domain/ledger/planted.ts', 'export const now = () => new Date()', 'no-restricted-syntax'],
  ['a story is given its adapters', 'app/flows/plant-law.server.ts', use('#integrations/registry.ts'), LEAN],
  ['a story knows no pages', 'app/flows/plant-law.server.ts', use('#app/routes.ts'), LEAN],
  ['auth leans on members, access and programs alone', 'app/auth/planted.server.ts', use('#app/domain/ledger/queries.server.ts'), LEAN],
  ['emails ask no database', 'app/emails/planted.tsx', use('#app/db/pool.server.ts'), LEAN],
  ['jobs know no pages', 'app/jobs/planted.server.ts', use('#app/components/ui/button.tsx'), LEAN],
  ['components read no database', 'app/components/ui/planted.tsx', use('#app/domain/ledger/queries.server.ts'), IMPORT],
  ['components tell no stories', 'app/components/ui/planted.tsx', use('#app/flows/switch-rule.server.ts'), LEAN],
  ['doors write through stories', 'app/routes/hub/planted.tsx', use('#app/domain/ledger/commands.server.ts'), LEAN],
  ['doors know the registry, not an adapter', 'app/routes/hub/planted.tsx', use('#integrations/github/adapter.ts'), LEAN],
  ['the kit knows no adapter', 'integrations/kit/planted.ts', use('#integrations/github/adapter.ts'), LEAN],
  ['an adapter does not know another adapter', 'integrations/generic/planted.ts', use('#integrations/github/adapter.ts'), LEAN],
  ['an adapter knows no room', 'integrations/generic/planted.ts', use('#app/domain/ledger/ledger.ts'), LEAN],
  ['the registry lists adapters alone', 'integrations/planted.ts', use('#app/domain/ledger/ledger.ts'), LEAN],
  ['folders are named by their address', 'app/flows/plant-law.server.ts', use('../db/pool.server.ts'), IMPORT],
  ['the environment has one reader', 'app/jobs/planted.server.ts', 'export const port = process.env.PORT', 'no-restricted-properties'],
  [
    'transactions begin in db',
    'app/flows/plant-law.server.ts',
    'export const run = (db: { $transaction(): void }) => db.$transaction()',
    'no-restricted-syntax',
  ],
  ['nothing is any', 'app/jobs/planted.server.ts', 'export const anything = (value: any) => String(value)', '@typescript-eslint/no-explicit-any'],
  ['every file has its room', 'app/attic/planted.ts', use('#app/attic/missing.ts'), 'boundaries/no-unknown-dependencies'],
]

for (const [law, file, code, rule] of forbidden) {
  test(`lint refuses a breach: ${law}`, async () => {
    expect(await broken(file, code)).toContain(rule)
  })
}

const allowed: [from: string, file: string, code: string][] = [
  ['foundation', 'app/foundation/planted.ts', use('./outcome.ts')],
  ['contract', 'app/contract/planted.ts', use('./activity.ts')],
  ['db', 'app/db/planted.server.ts', use('#app/foundation/log.ts')],
  ['a room', 'app/domain/ledger/planted.server.ts', use('#app/db/transaction.server.ts')],
  ['a pure file', 'app/domain/ledger/planted.ts', use('#app/contract/activity.ts')],
  ['a story', 'app/flows/plant-law.server.ts', use('#app/domain/ledger/commands.server.ts')],
  ['auth', 'app/auth/planted.server.ts', use('#app/domain/members/queries.server.ts')],
  ['emails', 'app/emails/planted.tsx', use('#app/foundation/log.ts')],
  ['jobs', 'app/jobs/planted.server.ts', use('#app/flows/switch-rule.server.ts')],
  ['components', 'app/components/ui/planted.tsx', use('#app/domain/ledger/ledger.ts')],
  ['a door', 'app/routes/hub/planted.tsx', use('#app/domain/ledger/queries.server.ts')],
  ['the kit', 'integrations/kit/planted.ts', use('#app/contract/adapter.ts')],
  ['an adapter', 'integrations/generic/planted.ts', use('#integrations/kit/signature.ts')],
  ['the registry', 'integrations/planted.ts', use('./github/adapter.ts')],
  ['an entry', 'app/entry.planted.ts', use('#integrations/registry.ts')],
]

for (const [from, file, code] of allowed) {
  test(`lint lets ${from} lean on what its law allows`, async () => {
    expect(await broken(file, code)).toEqual([])
  })
}
