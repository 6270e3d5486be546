// Lint: TypeScript's own mistakes, and the arrows of the house. A wrong import fails the build.
import tseslint from 'typescript-eslint';

const node = ['cloudfunctions/**/*.ts', 'emulator/**/*.ts', 'tests/**/*.ts'];
/** rules: [regular expression over the imported name, message, allow type imports]. */
const forbid = (files, rules) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: rules.map(([regex, message, allowTypeImports = false]) => ({ regex, message, allowTypeImports })) },
    ],
  },
});
const emulator = ['(^|/)emulator/', 'Nothing in the product imports the emulator.'];
const tests = ['(^|/)tests/', 'Only tests import tests.'];
const sdk = ['^wx-server-sdk', 'Only data/ and kernel/ talk to the SDK.'];
const typesOnly = ['(^|/)typings(/|$)', 'typings/ holds types only: use import type.', true];
const noPages = ['(^|/)miniprogram/', 'The cloud knows the mini program through typings/ only.'];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      'dist/**',
      '.xiaodian/**',
      'miniprogram/miniprogram_npm/**',
      'cloudfunctions/*/index.js',
      'tests/fixtures/projects/**',
      'coverage/**',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 330, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: node,
    ignores: ['emulator/runtime/client/**', 'emulator/workbench/client/**'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: new URL('..', import.meta.url).pathname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    files: ['miniprogram/**/*.ts'],
    languageOptions: { parserOptions: { project: './miniprogram/tsconfig.json', tsconfigRootDir: new URL('..', import.meta.url).pathname } },
    rules: { '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }] },
  },
  // Data sets and pictures are copy, not logic.
  { files: ['cloudfunctions/seeds/**/*.ts', 'tests/**/*.ts'], rules: { 'max-lines': 'off' } },

  // Arrows.
  forbid(['miniprogram/**/*.ts'], [emulator, tests, typesOnly, ['(^|/)cloudfunctions/', 'The mini program knows the cloud through typings/ only.']]),
  forbid(['cloudfunctions/*/**/*.ts'], [emulator, tests, sdk, typesOnly, noPages]),
  forbid(['cloudfunctions/{data,kernel}/**/*.ts'], [emulator, tests, typesOnly, noPages]),
  forbid(['cloudfunctions/domain/**/*.ts'], [
    emulator, tests, sdk, typesOnly, noPages,
    ['(^|/)(data|kernel|processes)/|^node:|^(fs|http|crypto)$', 'domain/ is pure: no SDK, no clock, no I/O.'],
  ]),
  forbid(['emulator/**/*.ts'], [
    tests,
    ['^\\.\\./.*(miniprogram|cloudfunctions|typings)/', 'The emulator finds a product by path, so that it can run any mini program.'],
  ]),
  forbid(['typings/**/*.ts'], [['(^|/)(cloudfunctions|miniprogram|emulator)/', 'typings/ depends on nothing.']]),
);
