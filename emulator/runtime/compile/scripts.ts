/**
 * Scripts: one CommonJS module per file, as WeChat has it. Bundling them into one would break what mini programs do:
 * files that mix import and module.exports, one unresolved require that must not stop the app.
 */
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import type { Id, ProjectFiles } from './files';
import { positionOf } from '../../position';
import type { Problem, Problems } from './problems';

export interface Module {
  id: Id;
  /** require() argument → module id. */
  requires: Record<string, Id>;
  code: string;
  /** Source map (JSON); '' for generated code. */
  map: string;
}
interface Transformed {
  version: string;
  code: string;
  map: string;
  specs: string[];
  problems: Problem[];
}

const SUFFIXES = ['', '.ts', '.js', '/index.ts', '/index.js', '.json'];

export class Scripts {
  private readonly transformed = new Map<string, Transformed>();
  private readonly packages = new Map<string, Promise<string>>();

  constructor(private readonly files: ProjectFiles) {}

  /** Modules of the entries (absolute files) and of all they require. */
  async compile(entries: string[], problems: Problems): Promise<Module[]> {
    const modules = new Map<Id, Module>();
    await Promise.all(entries.map((entry) => this.add(entry, modules, problems)));
    return [...modules.values()];
  }

  private async add(file: string, modules: Map<Id, Module>, problems: Problems): Promise<void> {
    const id = this.files.id(file);
    if (modules.has(id)) return;
    const module: Module = { id, requires: {}, code: '', map: '' };
    modules.set(id, module);
    const transformed = await this.transform(file, id);
    Object.assign(module, { code: transformed.code, map: transformed.map });
    transformed.problems.forEach((problem) => problems.add(problem));
    await Promise.all(transformed.specs.map((spec) => this.require(spec, file, module, modules, problems)));
  }

  private async require(spec: string, from: string, module: Module, modules: Map<Id, Module>, problems: Problems): Promise<void> {
    const found = this.files.resolve(spec, from, SUFFIXES);
    if (found !== null) {
      module.requires[spec] = this.files.id(found);
      return this.add(found, modules, problems);
    }
    const place = spec.startsWith('.') || spec.startsWith('/') ? null : this.files.npm(spec, path.dirname(from));
    if (place?.kind === 'plain') return this.requirePackage(spec, place.folder, from, module, modules, problems);
    const at = positionOf(this.files.read(from)?.text ?? '', spec);
    const mend = spec.startsWith('.') || spec.startsWith('/') ? 'Create the file or correct the path.' : `Correct the path, or install the package: npm install ${spec}.`;
    problems.error(this.files.show(from), `cannot find module "${spec}"`, mend, at);
  }

  /** A package that was not made for mini programs: its main file in one piece, as "build npm" does. */
  private async requirePackage(spec: string, folder: string, from: string, module: Module, modules: Map<Id, Module>, problems: Problems): Promise<void> {
    const id = `miniprogram_npm/${spec}.js`;
    module.requires[spec] = id;
    if (modules.has(id)) return;
    const bundled: Module = { id, requires: {}, code: '', map: '' };
    modules.set(id, bundled);
    const version = String(this.files.packageJson(folder)?.version);
    const key = `${spec}\0${folder}\0${version}`;
    if (!this.packages.has(key)) this.packages.set(key, bundlePackage(spec, path.dirname(from)));
    try {
      bundled.code = await (this.packages.get(key) as Promise<string>);
    } catch (error) {
      bundled.code = `throw new Error(${JSON.stringify(`package ${spec} could not be built`)})`;
      const at = positionOf(this.files.read(from)?.text ?? '', spec);
      problems.error(this.files.show(from), `package "${spec}" cannot be built: ${firstMessage(error)}`, 'Use a package that runs without Node.', at);
    }
  }

  private async transform(file: string, id: Id): Promise<Transformed> {
    const source = this.files.read(file) ?? { text: '', version: 'none' };
    const known = this.transformed.get(file);
    if (known?.version === source.version) return known;
    const result = { version: source.version, ...(await this.transformText(source.text, id)) };
    this.transformed.set(file, result);
    return result;
  }

  private async transformText(text: string, id: Id): Promise<Omit<Transformed, 'version'>> {
    const suffix = path.extname(id);
    try {
      if (suffix === '.json') return { code: `module.exports = ${JSON.stringify(JSON.parse(text))}`, map: '', specs: [], problems: [] };
      const { code, map } = await esbuild.transform(text, {
        loader: suffix === '.ts' ? 'ts' : 'js',
        format: 'cjs',
        target: 'es2022',
        // import() becomes a require, which is what a mini program has.
        supported: { 'dynamic-import': false },
        charset: 'utf8',
        sourcefile: id,
        sourcemap: 'external',
        sourcesContent: false,
        tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
        logLevel: 'silent',
      });
      return { code, map, specs: requiredBy(code), problems: [] };
    } catch (error) {
      return broken(error, id);
    }
  }
}

/** What a module throws when it is required although it could not be compiled. */
function broken(error: unknown, id: Id): Omit<Transformed, 'version'> {
  const messages = (error as Partial<esbuild.TransformFailure>).errors ?? [{ text: (error as Error).message, location: null }];
  const problems = messages.map(({ text, location }): Problem => {
    const place = location ? { line: location.line, column: location.column + 1 } : {};
    return { severity: 'error', file: id, ...place, message: text, mend: 'Correct the script at this place.' };
  });
  const text = `${id}: ${messages[0]?.text ?? 'cannot be compiled'}`;
  return { code: `throw new SyntaxError(${JSON.stringify(text)})`, map: '', specs: [], problems };
}

function requiredBy(code: string): string[] {
  return [...new Set([...code.matchAll(/\brequire(?:\.async)?\(\s*(["'])([^"'\n]+)\1/g)].map((match) => match[2] as string))];
}

async function bundlePackage(spec: string, folder: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: `module.exports = require(${JSON.stringify(spec)})`, resolveDir: fs.realpathSync(folder) },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'browser',
    mainFields: ['main', 'module'],
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

function firstMessage(error: unknown): string {
  return (error as Partial<esbuild.BuildFailure>).errors?.[0]?.text ?? (error as Error).message;
}
