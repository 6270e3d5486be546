/** The mini program as it is uploaded: scripts compiled and minified, and of npm packages only the files that are used. */
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import type { Project } from '../../contracts';
import { EmulatorError } from '../../errors';
import { parseJsonFile, readJsonFile } from '../../json';
import { Compiler } from '../../runtime/compile/compiler';
import type { ProjectFiles } from '../../runtime/compile/files';
import { problemText } from '../../runtime/compile/problems';
import { filesUnder } from './packages';

const NPM = 'miniprogram_npm';
/** What is compiled; such a file that nothing uses is left out. Everything else is an asset and goes along. */
const sources = new Set(['.ts', '.js', '.json', '.wxml', '.wxss', '.wxs', '.css', '.md', '.map']);

export interface WrittenMiniprogram {
  warnings: string[];
  /** How many files of npm packages are used. */
  npmFiles: number;
}

/** Writes `target`, and miniprogram_npm beside the sources, where DevTools looks for it. Throws when the project does not compile. */
export async function writeMiniprogram(project: Project, target: string): Promise<WrittenMiniprogram> {
  removeBuiltPackages(project);
  const compiler = new Compiler(project);
  const { problems, watch } = await compiler.build();
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new EmulatorError(errors.map(problemText).join('\n'), 'Correct this and build again.');

  const used = watch.filter(isFile);
  const output = new Map(used.map((file) => [placeOf(compiler.files, file), file]));
  for (const file of manifestFiles(project)) output.set(path.relative(project.miniprogramRoot, file).split(path.sep).join('/'), file);
  output.delete('');

  const packageFiles = [...output].filter(([place]) => place.startsWith(`${NPM}/`));
  for (const [place, file] of packageFiles) if (!file.startsWith(project.miniprogramRoot + path.sep)) copyTo(file, path.join(project.miniprogramRoot, place));

  await Promise.all([...output].map(([place, file]) => writeCompiled(file, path.join(target, place))));
  for (const file of assets(project.miniprogramRoot)) copyTo(file, path.join(target, path.relative(project.miniprogramRoot, file)));
  const bundled = await writePlainPackages(compiler.files, used, [target, project.miniprogramRoot]);
  return { warnings: problems.map(problemText), npmFiles: packageFiles.length + bundled };
}

/** What an earlier build has copied must not hide what is installed now. A folder made by hand, with no package behind it, stays. */
function removeBuiltPackages({ root, miniprogramRoot }: Project): void {
  const folder = path.join(miniprogramRoot, NPM);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const installed = [root, miniprogramRoot].some((place) => existsSync(path.join(place, 'node_modules', name.replace(/\.js$/, ''))));
    if (installed) rmSync(path.join(folder, name), { recursive: true });
  }
}

/** Where a used file goes; '' for one that is only read to find others, such as a package's package.json. */
function placeOf(files: ProjectFiles, file: string): string {
  const id = files.id(file);
  if (id.startsWith('..') || path.basename(file) === 'package.json') return '';
  return id.replace(/(?<!\.d)\.ts$/, '.js');
}

/** Named in app.json, read by WeChat only. */
function manifestFiles({ miniprogramRoot }: Project): string[] {
  const app = readJsonFile(path.join(miniprogramRoot, 'app.json')) as { sitemapLocation?: string; themeLocation?: string };
  return [app.sitemapLocation ?? 'sitemap.json', app.themeLocation].flatMap((name) => {
    const file = name === undefined ? null : path.join(miniprogramRoot, name);
    return file !== null && isFile(file) ? [file] : [];
  });
}

function assets(root: string): string[] {
  const own = readdirSync(root, { withFileTypes: true }).filter(({ name }) => name !== NPM && name !== 'node_modules' && !name.startsWith('.'));
  const files = own.flatMap((entry) => (entry.isDirectory() ? filesUnder(path.join(root, entry.name)) : [path.join(root, entry.name)]));
  return files.filter((file) => !sources.has(path.extname(file)) && !path.basename(file).startsWith('.'));
}

async function writeCompiled(file: string, target: string): Promise<void> {
  mkdirSync(path.dirname(target), { recursive: true });
  const text = readFileSync(file, 'utf8');
  switch (path.extname(file)) {
    case '.ts':
    case '.js':
      return writeFileSync(target, await script(text, file));
    case '.json':
      return writeFileSync(target, JSON.stringify(parseJsonFile(text, file)));
    case '.wxss':
    case '.css':
      return writeFileSync(target, (await esbuild.transform(text, { loader: 'css', minifyWhitespace: true, charset: 'utf8', logLevel: 'silent' })).code);
    case '.wxml':
      return writeFileSync(target, text.replace(/<!--[\s\S]*?-->/g, '').replace(/>\s*\n\s*</g, '><').trim());
    default:
      // WXS among them: its engine reads strings and regular expressions in ways of its own.
      return copyFileSync(file, target);
  }
}

async function script(text: string, file: string): Promise<string> {
  const { code } = await esbuild.transform(text, {
    loader: file.endsWith('.ts') ? 'ts' : 'js',
    format: 'cjs',
    target: 'es2018',
    supported: { 'dynamic-import': false },
    minify: true,
    charset: 'utf8',
    sourcefile: file,
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  });
  return code;
}

/** Packages that were not made for mini programs, in one piece each, as DevTools' "build npm" does. Returns how many. */
async function writePlainPackages(files: ProjectFiles, used: string[], targets: string[]): Promise<number> {
  const found = new Map<string, string>();
  for (const file of used.filter((name) => /\.[jt]s$/.test(name))) {
    for (const [, spec] of readFileSync(file, 'utf8').matchAll(/(?:require\(\s*|from\s+|import\s+)["']([^"'./][^"'\n]*)["']/g)) {
      if (spec && files.resolve(spec, file, ['', '.ts', '.js', '/index.ts', '/index.js', '.json']) === null && files.npm(spec, path.dirname(file))?.kind === 'plain') found.set(spec, path.dirname(file));
    }
  }
  for (const [spec, resolveDir] of found) {
    const { outputFiles } = await esbuild.build({
      stdin: { contents: `module.exports = require(${JSON.stringify(spec)})`, resolveDir },
      bundle: true,
      write: false,
      minify: true,
      format: 'cjs',
      platform: 'browser',
      mainFields: ['main', 'module'],
      target: 'es2018',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    for (const target of targets) {
      const file = path.join(target, NPM, `${spec}.js`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, outputFiles[0]?.text ?? '');
    }
  }
  return found.size;
}

function copyTo(file: string, target: string): void {
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(file, target);
}

const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
