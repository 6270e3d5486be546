/** Vendure as its registry has it, in a folder of the bench's own: it is compared with, never part of the product. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const VERSION = '3.7.3';
/** What Vendure's own starter installs for SQLite. */
const PACKAGES = [`@vendure/core@${VERSION}`, 'better-sqlite3@^12.11.1'];

/** The folder with Vendure in it; a second run finds it there. Takes minutes the first time: SQLite's binding may have to be compiled. */
export function installVendure(project: string): string {
  const folder = path.join(project, '.xiaodian', 'bench', `vendure-${VERSION}`);
  const done = path.join(folder, 'installed');
  if (existsSync(done)) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'vendure-bench', private: true }));
  console.log(`installing Vendure ${VERSION} from the npm registry …`);
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', ...PACKAGES], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm could not install Vendure, with which the bench compares: is the registry in reach?\n${stderr.slice(-2000)}`);
  writeFileSync(done, '');
  return folder;
}
