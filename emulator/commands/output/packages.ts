/** The mini program's packages and their sizes, against WeChat's limits. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isRecord, readJsonFile } from '../../json';

const KB = 1024;
/** WeChat refuses an upload above these. */
const PACKAGE_LIMIT = 2048 * KB;
const TOTAL_LIMIT = 30 * 1024 * KB;
/** Ours: what a shopper waits for before the first page. */
const MAIN_BUDGET = 800 * KB;

export interface PackageSize {
  /** Root of the subpackage; '' is the main package. */
  root: string;
  bytes: number;
  files: number;
}

/** Of a compiled mini program in `folder`; the main package first. */
export function measurePackages(folder: string): PackageSize[] {
  const roots = subpackageRoots(path.join(folder, 'app.json'));
  const sizes = new Map<string, PackageSize>(['', ...roots].map((root) => [root, { root, bytes: 0, files: 0 }]));
  for (const file of filesUnder(folder)) {
    const id = path.relative(folder, file).split(path.sep).join('/');
    const size = sizes.get(roots.find((root) => id.startsWith(`${root}/`)) ?? '');
    if (!size) continue;
    size.bytes += statSync(file).size;
    size.files += 1;
  }
  return [...sizes.values()];
}

export function sizeReport(packages: PackageSize[]): { text: string; warnings: string[]; errors: string[] } {
  const rows = packages.map(({ root, bytes, files }) => `  ${(root || 'main package').padEnd(24)} ${kilobytes(bytes).padStart(11)}  ${files} files`);
  const total = packages.reduce((sum, { bytes }) => sum + bytes, 0);
  const errors = packages
    .filter(({ bytes }) => bytes > PACKAGE_LIMIT)
    .map(({ root, bytes }) => `${root || 'The main package'} is ${kilobytes(bytes)}; WeChat allows ${kilobytes(PACKAGE_LIMIT)}.`);
  if (total > TOTAL_LIMIT) errors.push(`All packages together are ${kilobytes(total)}; WeChat allows ${kilobytes(TOTAL_LIMIT)}.`);
  const main = packages[0]?.bytes ?? 0;
  const warnings = main > MAIN_BUDGET ? [`the main package is ${kilobytes(main)}; it should stay below ${kilobytes(MAIN_BUDGET)}.`] : [];
  return { text: [...rows, `  ${'together'.padEnd(24)} ${kilobytes(total).padStart(11)}`].join('\n'), warnings, errors };
}

function subpackageRoots(appFile: string): string[] {
  const app = readJsonFile(appFile);
  if (!isRecord(app)) return [];
  const list = (app.subpackages ?? app.subPackages ?? []) as { root?: unknown }[];
  return list.flatMap(({ root }) => (typeof root === 'string' ? [root.replace(/^\/+|\/+$/g, '')] : []));
}

export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

const kilobytes = (bytes: number) => `${(bytes / KB).toFixed(1)} KB`;
