import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measurePackages, sizeReport } from '../../../../emulator/commands/output/packages';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'packages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, bytes: number): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'x'.repeat(bytes));
}

test('files count for the subpackage whose folder they are in, all others for the main one', () => {
  writeFileSync(path.join(folder, 'app.json'), '{"subpackages":[{"root":"packages/order/"},{"root":"packages/order-list"}]}');
  write('pages/home/index.js', 100);
  write('packages/order/a.js', 10);
  write('packages/order/deep/b.js', 5);
  write('packages/order-list/c.js', 1);
  const [main, order, list] = measurePackages(folder);
  expect(main).toMatchObject({ root: '', files: 2 });
  expect(order).toEqual({ root: 'packages/order', bytes: 15, files: 2 });
  expect(list).toEqual({ root: 'packages/order-list', bytes: 1, files: 1 });
});

test('above the limit is an error, above the main budget a warning', () => {
  const KB = 1024;
  expect(sizeReport([{ root: '', bytes: 800 * KB, files: 1 }])).toMatchObject({ warnings: [], errors: [] });
  expect(sizeReport([{ root: '', bytes: 801 * KB, files: 1 }]).warnings).toHaveLength(1);
  const over = sizeReport([{ root: '', bytes: 1, files: 1 }, { root: 'packages/order', bytes: 2049 * KB, files: 1 }]);
  expect(over.errors).toEqual([expect.stringContaining('packages/order is 2049.0 KB')]);
  const sixteen = Array.from({ length: 16 }, (_, index) => ({ root: String(index), bytes: 2048 * KB, files: 1 }));
  expect(sizeReport(sixteen).errors).toEqual([expect.stringContaining('together')]);
});
