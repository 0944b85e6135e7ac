// The laws of the house that a tool can check. Who may lean on whom is the table LEANS; tests/house/imports.test.ts breaks each law once.
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import boundaries from 'eslint-plugin-boundaries'
import tseslint from 'typescript-eslint'

/** Folders and what they are. The first match counts, so `integrations/kit` stands before `integrations/*`. */
const ELEMENTS = [
  ...['foundation', 'contract', 'db', 'flows', 'auth', 'emails', 'jobs', 'components', 'routes'].map((type) => ({ type, pattern: `app/${type}` })),
  { type: 'room', pattern: 'app/domain/*', capture: ['room'] },
  { type: 'kit', pattern: 'integrations/kit' },
  { type: 'adapter', pattern: 'integrations/*', capture: ['adapter'] },
  { type: 'generated', pattern: 'prisma/generated' },
  { type: 'registry', pattern: 'integrations' },
  { type: 'entry', pattern: 'app' },
  { type: 'prisma', pattern: 'prisma' },
  { type: 'tests', pattern: 'tests' },
].map((element) => ({ ...element, partialMatch: false }))

/** The faces of a room: who may write, who may read, and what is pure. */
const FACES = [
  { category: 'commands', pattern: 'app/domain/*/commands{.server.ts,/**}' },
  { category: 'queries', pattern: 'app/domain/*/queries{.server.ts,/**}' },
  { category: 'server', pattern: 'app/domain/*/**/*.server.ts' },
  { category: 'pure', pattern: 'app/domain/*/**/+([a-z0-9-]).ts' },
]

const element = (/** @type {string[]} */ ...types) => ({ element: { types: { anyOf: types } } })
const itself = (/** @type {string} */ type, /** @type {string} */ name) => ({
  element: { type, captured: { [name]: `{{ from.element.captured.${name} }}` } },
})
const room = (/** @type {string | string[]} */ face, /** @type {string | undefined} */ name = undefined) => ({
  element: { type: 'room', ...(name ? { captured: { room: name } } : {}) },
  file: { categories: { anyOf: [face].flat() } },
})

/** Who may lean on whom; everything else is refused. */
const LEANS = [
  { from: element('foundation'), to: [element('foundation')] },
  { from: element('contract'), to: [element('contract', 'foundation')] },
  { from: element('db'), to: [element('db', 'foundation', 'generated')] },
  { from: element('room'), to: [itself('room', 'room'), element('contract', 'db', 'foundation', 'generated')] },
  { from: element('flows'), to: [element('flows', 'room', 'contract', 'db', 'foundation')] },
  {
    from: element('auth'),
    to: [
      element('auth', 'db', 'foundation'),
      room(['queries', 'commands', 'pure'], 'members'),
      room(['queries', 'commands', 'pure'], 'access'),
      room(['queries', 'pure'], 'programs'),
    ],
  },
  { from: element('emails'), to: [element('emails', 'contract', 'foundation')] },
  { from: element('jobs'), to: [element('jobs', 'flows', 'room', 'emails', 'contract', 'db', 'foundation')] },
  { from: element('components'), to: [element('components', 'contract', 'foundation'), room('pure')] },
  {
    from: element('routes'),
    to: [element('routes', 'components', 'flows', 'auth', 'contract', 'foundation', 'registry'), room(['queries', 'pure'])],
  },
  { from: element('kit'), to: [element('kit', 'contract')] },
  { from: element('adapter'), to: [itself('adapter', 'adapter'), element('contract', 'kit')] },
  { from: element('registry'), to: [element('registry', 'adapter', 'contract')] },
  { from: element('generated'), to: [element('generated')] },
  {
    from: element('entry', 'prisma', 'tests'),
    to: [element(...ELEMENTS.map(({ type }) => type))],
  },
]

const up = { group: ['../*', '..'], message: 'Name other folders by their address: #app/…, #integrations/….' }
const server = {
  group: ['**/*.server', '**/*.server.ts', '*.server.ts'],
  message: 'A file without .server in its name is pure: no database, disk, clock or network.',
}
const world = {
  group: ['node:*', 'pg', '#app/db/*', '#app/foundation/env.ts', '#app/foundation/log.ts', '@prisma/*', '#prisma/*'],
  message: server.message,
}
const framework = {
  group: ['react', 'react-dom', 'react-dom/*', '@remix-run/*', '@conform-to/*', 'express', 'lucia'],
  message: 'The framework appears only in routes, components, auth, root and entries.',
}
const vendors = {
  group: ['octokit', '@octokit/*', 'discord.js', '@discordjs/*', 'arctic'],
  message: 'What belongs to one channel stays in its adapter.',
}
const react = { ...framework, group: framework.group.filter((name) => name !== 'react') }

/**
 * Bans imports. One file takes the options of its last match only, so each call states all that holds for these files.
 * @returns {import('typescript-eslint').ConfigWithExtends}
 */
function ban(/** @type {string[]} */ files, /** @type {object[]} */ ...patterns) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns: [up, ...patterns] }] } }
}

const transaction = { selector: "MemberExpression[property.name='$transaction']", message: 'Use inTransaction of app/db.' }
const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'A pure file is told the time.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'A pure file is told the time.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'A pure file is told its chances.' },
]

/** @returns {import('typescript-eslint').ConfigWithExtends} */
function size(/** @type {string[]} */ files, /** @type {number} */ lines, perFunction = 400) {
  const functions = { max: perFunction, skipBlankLines: true, skipComments: true }
  return { files, rules: { 'max-lines': ['error', { max: lines }], 'max-lines-per-function': ['error', functions] } }
}

const pureFiles = ['app/domain/*/**/*.ts']
const serverFiles = ['app/**/*.server.ts', 'app/**/*.server.tsx']

export default tseslint.config(
  { ignores: ['build/**', '.data/**', 'node_modules/**', 'prisma/generated/**', 'test-results/**'] },
  ...tseslint.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,js}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': 'error',
      'no-restricted-syntax': ['error', transaction],
    },
  },
  {
    files: ['{app,integrations,prisma,tests}/**/*.{ts,tsx,js}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': ELEMENTS,
      'boundaries/files': FACES,
      'import/resolver-next': [createTypeScriptImportResolver()],
      'import/resolver': { typescript: true },
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/no-unknown-dependencies': 'error',
      'boundaries/dependencies': [
        'error',
        { default: 'disallow', policies: LEANS.map(({ from, to }) => ({ from, allow: to.map((target) => ({ to: target })) })) },
      ],
    },
  },
  ban(['**/*.{ts,tsx,js}']),
  // Playwright's own loader knows no #addresses.
  { files: ['tests/e2e/**', 'tests/playwright.config.ts', 'tests/support/browser-hub.ts'], rules: { 'no-restricted-imports': 'off' } },
  ban(['app/{foundation,db,flows,jobs}/**/*.{ts,tsx}', 'prisma/**/*.ts'], framework, vendors),
  ban(['app/domain/**/*.server.ts'], framework, vendors),
  ban(['app/contract/**/*.ts'], framework, vendors, server, world),
  { ...ban(pureFiles, framework, vendors, server, world), ignores: serverFiles },
  ban(['app/emails/**/*.{ts,tsx}'], react, vendors),
  ban(['app/{components,routes}/**/*.{ts,tsx}'], vendors),
  ban(['app/components/**/*.{ts,tsx}'], vendors, server, world),
  ban(['integrations/**/*.ts'], framework),
  { files: pureFiles, ignores: serverFiles, rules: { 'no-restricted-syntax': ['error', transaction, ...clock] } },
  { files: ['app/contract/**/*.ts', 'integrations/*/*.ts'], rules: { 'no-restricted-syntax': ['error', transaction, ...clock] } },
  { files: ['app/db/**'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['app/**/*.{ts,tsx}', 'integrations/**/*.ts'],
    ignores: ['app/foundation/env.ts', 'app/entry.*'],
    rules: { 'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Ask app/foundation/env.ts.' }] },
  },
  size(['**/*.{ts,tsx,js}'], 300),
  size(['{app,integrations,prisma}/**/*.{ts,js}'], 300, 50),
  size(['app/**/*.tsx'], 300, 100),
  size(['app/routes/**/*.{ts,tsx}'], 150, 100),
  size(['app/flows/**/*.ts'], 100, 50),
)
