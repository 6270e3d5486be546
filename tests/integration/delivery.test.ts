/** What leaves the house: the mini program and the functions as they are built, and what WeChat's own compilers say of the sources. */
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { officialErrors, officialTools } from '../../emulator/runtime/compile/official';
import { root, run } from '../support/command';

const KB = 1024;
/** Minified, everything in: the UI kit, pictures, styles. */
const mainPackageBudget = 500 * KB;
/** WeChat's limit for each package. */
const packageLimit = 2048 * KB;

const copy = mkdtempSync(path.join(tmpdir(), 'xiaodian-delivery-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

beforeAll(async () => {
  for (const name of ['miniprogram', 'cloudfunctions', 'typings', 'project.config.json', 'package.json', 'tsconfig.json']) {
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true, filter: (file) => !file.includes('miniprogram_npm') });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  const { code, stdout, stderr } = await run(['build'], { cwd: copy });
  if (code !== 0) throw new Error(`build failed\n${stdout}${stderr}`);
});

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
const sizeOf = (files: string[]): number => files.reduce((sum, file) => sum + statSync(file).size, 0);

describe('the mini program', () => {
  const target = path.join(copy, 'dist/miniprogram');
  interface AppJson {
    pages: string[];
    subpackages: { root: string; pages: string[] }[];
    componentFramework?: string;
  }
  const app = (): AppJson => JSON.parse(readFileSync(path.join(target, 'app.json'), 'utf8')) as AppJson;

  test('keeps its packages within their budgets', () => {
    const roots = app().subpackages.map((part) => path.join(target, part.root) + path.sep);
    const main = filesOf(target).filter((file) => !roots.some((part) => file.startsWith(part)));
    expect(sizeOf(main)).toBeLessThan(mainPackageBudget);
    for (const part of roots) expect(sizeOf(filesOf(part))).toBeLessThan(packageLimit);
  });

  test('has every page it lists, compiled; the tab pages alone in the main package', () => {
    const { pages, subpackages } = app();
    expect(pages).toHaveLength(4);
    for (const page of [...pages, ...subpackages.flatMap((part) => part.pages.map((name) => `${part.root}/${name}`))]) {
      for (const suffix of ['.js', '.wxml', '.wxss', '.json']) expect(statSync(path.join(target, page + suffix)).isFile()).toBe(true);
    }
  });

  test('leaves the component framework to WeChat, and needs nothing from elsewhere', () => {
    expect(app().componentFramework).toBeUndefined();
    const sources = filesOf(target).filter((file) => /\.(js|wxml|wxss)$/.test(file));
    const remote = sources.filter((file) => /url\(["']?https?:/.test(readFileSync(file, 'utf8')));
    expect(remote).toEqual([]);
  });
});

describe('the cloud functions', () => {
  const target = path.join(copy, 'dist/cloudfunctions');

  test('are one file each that requires the SDK and Node alone', () => {
    const names = readdirSync(target);
    expect(names).toEqual(expect.arrayContaining(['cart', 'catalog', 'deposit', 'order', 'payment', 'shop', 'timer', 'user']));
    for (const name of names) {
      const code = readFileSync(path.join(target, name, 'index.js'), 'utf8');
      const required = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module]) => String(module).replace(/^node:/, ''));
      expect(required.filter((module) => module !== 'wx-server-sdk' && !builtinModules.includes(module))).toEqual([]);
      const manifest = JSON.parse(readFileSync(path.join(target, name, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
      expect(Object.keys(manifest.dependencies)).toEqual(['wx-server-sdk']);
    }
  });

  test('come with the collections and indexes to create, none above what CloudBase allows', () => {
    const { collections } = JSON.parse(readFileSync(path.join(copy, 'dist/database.json'), 'utf8')) as {
      collections: { name: string; permission: string; indexes: unknown[] }[];
    };
    expect(collections.map(({ name }) => name)).toEqual(expect.arrayContaining(['spus', 'orders', 'payments']));
    for (const { permission, indexes } of collections) {
      expect(permission).toBe('ADMINONLY');
      expect(indexes.length).toBeLessThanOrEqual(20);
    }
  });
});

test('every WXML and WXSS passes WeChat’s own compilers', async () => {
  const tools = officialTools();
  // The compilers exist for x86-64 only; elsewhere this says nothing.
  if (!tools) return;
  try {
    expect(await officialErrors(path.join(root, 'miniprogram'), tools)).toEqual([]);
  } finally {
    tools.remove();
  }
});
