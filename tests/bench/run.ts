/**
 * `npm run bench`: how fast the shop and its embedded cloud are on this machine, through the real SDK. Prints tables; asserts nothing.
 * `npm run bench -- shop [products]`, `npm run bench -- cloud [documents]`: one of the two.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { benchCloud, benchOpening } from './cloud';
import { printRows } from './rows';
import { benchShop } from './shop';

async function run(part: string | undefined, size: number): Promise<void> {
  const begun = performance.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'xiaodian-bench-'));
  console.log(`${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`);
  try {
    const shop = part === 'cloud' ? null : await benchShop(folder, part === 'shop' && size > 0 ? size : 200);
    const cloud = part === 'shop' ? null : await benchCloud(folder);
    const opening = part === 'shop' ? null : await benchOpening(folder, part === 'cloud' && size > 0 ? size : 1_000_000);
    if (shop) console.table(shop.counts);
    printRows([...(shop?.rows ?? []), ...(cloud?.rows ?? [])]);
    for (const line of [...(shop?.lines ?? []), ...(cloud?.lines ?? [])]) console.log(line);
    if (opening) console.table(opening);
    console.log(`${Math.round((performance.now() - begun) / 1000)} s`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [part, size] = process.argv.slice(2);
if (part !== undefined && part !== 'shop' && part !== 'cloud') {
  console.error(`There is no bench "${part}": choose shop or cloud, or name none for both.`);
  process.exitCode = 1;
} else {
  run(part, Number(size ?? 0)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
