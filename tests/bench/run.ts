/**
 * `npm run bench`: how fast the shop and its embedded cloud are on this machine, through the real SDK, and how fast Vendure is beside it.
 * Prints tables; asserts nothing. `npm run bench -- PART [size]` runs one part: shop (products), vendure (shop and Vendure; products),
 * cloud (documents), scale (products, up to a million: several GB of memory).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { benchCloud, benchOpening } from './cloud';
import { printBeside, printRows } from './rows';
import { benchScale } from './scale';
import { benchShop } from './shop';
import { benchVendure } from './vendure/beside';

const parts = ['shop', 'vendure', 'cloud', 'scale'] as const;
type Part = (typeof parts)[number];

async function run(part: Part | undefined, size: number): Promise<void> {
  const asked = (...names: Part[]): boolean => part === undefined || names.includes(part);
  const begun = performance.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'xiaodian-bench-'));
  const products = part !== undefined && size > 0 ? size : 200;
  console.log(`${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`);
  try {
    const shop = asked('shop', 'vendure') ? await benchShop(folder, products) : null;
    const vendure = asked('vendure') ? await benchVendure(path.resolve(__dirname, '../..'), folder, products) : null;
    const cloud = asked('cloud') ? await benchCloud(folder) : null;
    const opening = asked('cloud') ? await benchOpening(folder, part === 'cloud' && size > 0 ? size : 1_000_000) : null;
    const scale = asked('scale') ? await benchScale(part === 'scale' && size > 0 ? size : 100_000) : null;
    if (shop) console.table(shop.counts);
    printRows([...(shop?.rows ?? []), ...(cloud?.rows ?? [])]);
    if (shop && vendure) printBeside(shop.rows, vendure.rows, 'Vendure');
    for (const line of [shop, vendure, cloud, scale].flatMap((one) => one?.lines ?? [])) console.log(line);
    if (opening) console.table(opening);
    if (scale) {
      console.log('Operations / documents looked at / documents given:');
      console.table(scale.table);
    }
    console.log(`${Math.round((performance.now() - begun) / 1000)} s`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [part, size] = process.argv.slice(2);
if (part !== undefined && !parts.includes(part as Part)) {
  console.error(`There is no bench "${part}": choose ${parts.join(', ')}, or name none for all.`);
  process.exitCode = 1;
} else {
  run(part as Part | undefined, Number(size ?? 0)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
