/** What lists, searches and pages cost the database in shops of growing size: operations, and documents looked at for those that are given. */
import { catalogue, type Cost, costs, history, scaleShop } from '../integration/support/scale';

const SMALLEST = 1_000;

/** A row an action and a column a size: `operations / documents looked at / given`; a line a size for how long it took. */
export async function benchScale(products: number): Promise<{ table: Record<string, unknown>[]; lines: string[] }> {
  const rows = new Map<string, Record<string, unknown>>();
  const lines: string[] = [];
  for (const size of sizesUpTo(products)) {
    const { found, line } = await measured(size);
    lines.push(line);
    for (const { name, operations, examined, given } of found) {
      const row = rows.get(name) ?? { what: name };
      row[`${named(size)} products`] = `${operations} / ${examined} / ${given}`;
      rows.set(name, row);
    }
  }
  return { table: [...rows.values()], lines };
}

/** A shop of its own for each size: filled before its first query, it builds each index once. */
async function measured(size: number): Promise<{ found: Cost[]; line: string }> {
  const shop = await scaleShop('start');
  try {
    const begun = performance.now();
    await catalogue(shop, 0, size);
    await history(shop, 0, size / 2);
    const filled = performance.now();
    await costs(shop);
    const indexed = performance.now();
    const found = await costs(shop);
    const each = (performance.now() - indexed) / found.length;
    const line = `${named(size)} products: filled in ${seconds(filled - begun)}, indexes built in ${seconds(indexed - filled)}, then ${each.toFixed(1)} ms a request; ${Math.round(process.memoryUsage().rss / 1e6)} MB`;
    return { found, line };
  } finally {
    await shop.stop();
  }
}

function sizesUpTo(products: number): number[] {
  const sizes: number[] = [];
  for (let size = SMALLEST; size < products; size *= 10) sizes.push(size);
  return [...sizes, products];
}
const named = (size: number): string => size.toLocaleString('en');
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
