/** The arrows of the house: an import against them must fail the lint step. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const rule = '@typescript-eslint/no-restricted-imports';

/** Lints texts as if they stood in existing files (typed rules only know those). One process: ESLint's start is the slow part. */
const linter = `
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
const eslint = new ESLint({ overrideConfigFile: '.ci/eslint.config.mjs' });
const rules = [];
for (const { filePath, text } of JSON.parse(readFileSync(0, 'utf8'))) {
  const [result] = await eslint.lintText(text, { filePath });
  rules.push(result.messages.map(({ ruleId }) => ruleId));
}
console.log(JSON.stringify(rules));`;

function lint(cases: { filePath: string; text: string }[]): string[][] {
  // Under CI the parser takes what stands on the disk for the text, unless it is told that this is no single run.
  const env = { ...process.env, TSESTREE_SINGLE_RUN: 'false' };
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', linter], { cwd: root, env, input: JSON.stringify(cases), encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as string[][];
}
function someFile(folder: string): string {
  const name = readdirSync(join(root, folder)).find((entry) => entry.endsWith('.ts') && !entry.endsWith('.d.ts'));
  if (!name) throw new Error(`no .ts file in ${folder}`);
  return join(folder, name);
}

const forbidden: [folder: string, text: string][] = [
  ['miniprogram', "import { x } from '../cloudfunctions/domain/money';\nvoid x;"],
  ['miniprogram', "import { x } from '../typings/order';\nvoid x;"],
  ['miniprogram/services', "import type { X } from '../../emulator/contracts';\nexport type Y = X;"],
  ['cloudfunctions/domain', "import { x } from '../data/store';\nvoid x;"],
  ['cloudfunctions/domain', "import cloud from 'wx-server-sdk';\nvoid cloud;"],
  ['cloudfunctions/domain', "import { readFileSync } from 'node:fs';\nvoid readFileSync;"],
  ['cloudfunctions/order', "import cloud from 'wx-server-sdk';\nvoid cloud;"],
  ['cloudfunctions/order', "import { x } from '../../emulator/errors';\nvoid x;"],
  ['cloudfunctions/data', "import { x } from '../../miniprogram/services/cloud';\nvoid x;"],
  ['emulator', "import { x } from '../cloudfunctions/data/indexes';\nvoid x;"],
  ['emulator', "import { x } from '../tests/integration/support';\nvoid x;"],
  ['typings', "import type { X } from '../cloudfunctions/data/documents';\nexport type Y = X;"],
];
const welcome: [folder: string, text: string][] = [
  ['cloudfunctions/domain', "import type { Fen } from '../../typings';\nexport const free: Fen = 0;\n"],
  ['miniprogram/services', "import type { Fen } from '../../typings/index';\nexport const free: Fen = 0;\n"],
];

describe('import arrows', () => {
  let found: string[][] = [];
  beforeAll(() => {
    found = lint([...forbidden, ...welcome].map(([folder, text]) => ({ filePath: someFile(folder), text })));
  }, 120_000);

  test.each(forbidden.map(([folder, text], i) => ({ folder, text, i })))('$folder may not say $text', ({ i }) => {
    expect(found[i]).toContain(rule);
  });
  test.each(welcome.map(([folder], i) => ({ folder, i })))('$folder may import types of the contract', ({ i }) => {
    expect(found[forbidden.length + i]).toEqual([]);
  });
});
