/**
 * The house style as lint rules. Sizes, doors and directions are held here; what a linter cannot
 * see (headers, rooms, documents, licences) is held by the tests beside this file.
 *
 * Each block covers its folders and their mirror under test/rules/violations, where every important
 * rule is broken once with an excuse: an excuse that is no longer needed is an error, so a rule that
 * stops firing fails the build.
 */
import path from 'node:path';
import jsdoc from 'eslint-plugin-jsdoc';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layersRule, violationsFolder } from './layers.js';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * The sources of some folders, with their mirror among the violations.
 * @param {...string} folders
 */
const under = (...folders) =>
  folders.flatMap((folder) => [
    `${folder}/**/*.{ts,tsx,js}`,
    `${violationsFolder}${folder}/**/*.{ts,tsx,js}`,
  ]);

const sources = under('workers', 'src-main', 'src-renderer');

/** Patterns that are wrong everywhere. */
const neverWritten = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name: one name, one search, one hit.',
  },
  {
    selector: 'ExportSpecifier[exported.name="default"]',
    message: 'Export by name: one name, one search, one hit.',
  },
  {
    selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
    message: 'Evidence is hostile: render text, never markup.',
  },
  {
    selector: 'Property[key.name="dangerouslySetInnerHTML"]',
    message: 'Evidence is hostile: render text, never markup.',
  },
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]',
    message: 'Evidence is hostile: render text, never markup.',
  },
];

/** Patterns that are wrong in the product; a test may throw what it likes. */
const neverInProduct = [
  ...neverWritten,
  {
    selector: ':matches(NewExpression, CallExpression)[callee.name="Error"]',
    message:
      'For the analyst: WorkbenchError (#contract/errors.ts) with code, message and hint. For us: assert (#workers/base/assert.ts).',
  },
];

/** Globals that reach out; the loopback host and the transport of the views have their own block. */
const noConnections = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
  name,
  message: 'The workbench works offline; only the transport between view and host connects.',
}));

/**
 * Held everywhere, tests included.
 * @type {import('eslint').Linter.RulesRecord}
 */
const everywhere = {
  'local/layers': 'error',
  'no-restricted-syntax': ['error', ...neverWritten],
  eqeqeq: 'error',
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-eval': 'error',
  'no-fallthrough': 'error',
  'no-unsafe-finally': 'error',
  'no-self-assign': 'error',
  'no-useless-escape': 'error',
  'no-constant-binary-expression': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-warning-comments': 'error',
  'max-lines': ['error', { max: 400 }],
  'max-depth': ['error', 4],
  'max-params': ['error', 4],
};

/**
 * Adjustments to the strict presets: what finds mistakes stays, what only annoys goes.
 * @type {import('eslint').Linter.RulesRecord}
 */
const typed = {
  // Leaving members out of a copy is what rest siblings are for.
  '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true },
  ],
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidOperator: true },
  ],
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' },
  ],
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  // A handler is async because its contract says so, awaiting or not.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/consistent-type-definitions': 'off',
  '@typescript-eslint/consistent-indexed-object-style': 'off',
  '@typescript-eslint/class-literal-property-style': 'off',
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  '@typescript-eslint/unified-signatures': 'off',
};

/** @type {import('eslint').Linter.RuleEntry} */
const jsdocOnDoors = [
  'error',
  {
    publicOnly: true,
    enableFixer: false,
    require: { FunctionDeclaration: true, ArrowFunctionExpression: true, ClassDeclaration: true },
  },
];

// ESLint itself asks for a default export here.
// eslint-disable-next-line no-restricted-syntax -- see the line above
export default defineConfig(
  {
    ignores: [
      'node_modules/',
      'dist/',
      'release/',
      'test/fixtures/',
      'test-results/',
      'playwright-report/',
      'bench-results/',
      // AssemblyScript looks like TypeScript and is none.
      '**/*.as.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.{ts,tsx,js}'],
    plugins: { local: { rules: { layers: layersRule } } },
    rules: everywhere,
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: typed,
  },

  // The product.
  {
    files: sources,
    rules: {
      'no-restricted-syntax': ['error', ...neverInProduct],
      'no-restricted-globals': ['error', ...noConnections],
      'no-console': 'error',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
    },
  },
  {
    // Inner loops over typed arrays: an index that the loop itself bounds needs no second check.
    files: ['workers/**/*.ts', 'test/**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: under('workers/algorithms', 'workers/readers', 'workers/batch'),
    rules: { complexity: ['error', 20], '@typescript-eslint/prefer-for-of': 'off' },
  },
  {
    files: under('workers/contract', 'workers/algorithms', 'workers/base'),
    plugins: { jsdoc },
    rules: { 'jsdoc/require-jsdoc': jsdocOnDoors },
  },
  {
    // The command line speaks to a terminal.
    files: ['src-main/cli/**', 'src-main/build/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['src-main/loopback/**', 'src-renderer/transport/**'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: under('src-renderer'),
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['src-renderer/**/*.tsx', `${violationsFolder}src-renderer/**/*.tsx`],
    rules: { 'max-lines-per-function': ['error', { max: 100 }] },
  },

  // The tests.
  {
    files: ['test/**/*.{ts,tsx}'],
    ignores: [`${violationsFolder}**`],
    rules: {
      // expect.any() and its kin are typed `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Vitest and Playwright ask for a default export of their configurations and reporters.
    files: ['test/rules/*.config.ts', 'test/support/*-tally.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
