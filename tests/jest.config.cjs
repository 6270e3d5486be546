// Five projects, one a folder of tests/: unit (pure, fast), conformance (the cloud against the service's documented behaviour), integration (real SDK,
// child processes), crash (processes that are killed), e2e (a real browser).
// Types are checked by `npm run types`; here ts-jest only transpiles, so that a test file starts at once.
process.env.TZ = 'UTC';
// Functions may take longer than their limit where the machine is busy; tests of the limit itself set 1.
process.env.XIAODIAN_PATIENCE = '6';

const root = require('node:path').resolve(__dirname, '..');
const selected = process.argv.slice(process.argv.findIndex((word) => word === '--selectProjects') + 1);
const onlyE2e = process.argv.includes('--selectProjects') && selected[0] === 'e2e';

/** Packages that ship ES modules only; Jest has to transpile them. */
const esmOnly = ['tinybench'];

const project = (name, timeout) => ({
  displayName: name,
  rootDir: root,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  // Jest takes no testTimeout per project.
  setupFilesAfterEnv: ['<rootDir>/tests/support/timeout.cjs'],
  globals: { TEST_TIMEOUT: timeout },
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.xiaodian/', '<rootDir>/tests/fixtures/projects/'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tests/tsconfig.jest.json', diagnostics: false }] },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnly.join('|')})/)`],
});

module.exports = {
  rootDir: root,
  testSequencer: '<rootDir>/tests/support/sequencer.cjs',
  // A browser and a whole cloud per file: e2e runs one file at a time.
  maxWorkers: onlyE2e ? 1 : 2,
  projects: [project('unit', 60_000), project('conformance', 120_000), project('integration', 120_000), project('crash', 900_000), project('e2e', 180_000)],
};
