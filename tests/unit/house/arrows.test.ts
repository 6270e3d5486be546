/** The arrows of the house: an import against them must fail the lint step. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** Rule ids that ESLint reports for `source`, were it the text of the existing file `file`. */
function lint(file: string, source: string): string[] {
  const run = spawnSync(
    process.execPath,
    [join(root, 'node_modules/eslint/bin/eslint.js'), '-c', '.ci/eslint.config.mjs', '--format', 'json', '--stdin', '--stdin-filename', file],
    { cwd: root, input: source, encoding: 'utf8' },
  );
  if (!run.stdout) throw new Error(run.stderr);
  const [result] = JSON.parse(run.stdout) as { messages: { ruleId: string }[] }[];
  return (result?.messages ?? []).map((message) => message.ruleId);
}
/** Any existing source file under `folder`: typed rules only look at files that the project lists. */
function someFile(folder: string): string {
  const name = readdirSync(join(root, folder)).find((entry) => entry.endsWith('.ts') && !entry.endsWith('.d.ts'));
  if (!name) throw new Error(`no .ts file in ${folder}`);
  return join(folder, name);
}
const rule = '@typescript-eslint/no-restricted-imports';

describe('import arrows', () => {
  const forbidden: [folder: string, source: string][] = [
    ['miniprogram', "import { x } from '../cloudfunctions/domain/money';\nvoid x;"],
    ['miniprogram', "import { x } from '../typings/order';\nvoid x;"],
    ['cloudfunctions/domain', "import { x } from '../data/database';\nvoid x;"],
    ['cloudfunctions/domain', "import cloud from 'wx-server-sdk';\nvoid cloud;"],
    ['cloudfunctions/order', "import cloud from 'wx-server-sdk';\nvoid cloud;"],
    ['cloudfunctions/order', "import { x } from '../../emulator/errors';\nvoid x;"],
    ['cloudfunctions/data', "import { x } from '../../miniprogram/services/cloud';\nvoid x;"],
    ['emulator', "import { x } from '../cloudfunctions/data/indexes';\nvoid x;"],
    ['emulator', "import { x } from '../tests/integration/support';\nvoid x;"],
    ['typings', "import type { X } from '../cloudfunctions/data/documents';\nexport type Y = X;"],
  ];
  test.each(forbidden)('%s may not say %j', (folder, source) => {
    expect(lint(someFile(folder), source)).toContain(rule);
  });

  test('a type from typings is welcome on both sides', () => {
    const source = "import type { Fen } from '../../typings';\nexport const free: Fen = 0;\n";
    expect(lint(someFile('cloudfunctions/domain'), source)).toEqual([]);
  });
});
