/** The files of a mini program: reading with a cache, and what an id or a path written in the source stands for. */
import fs from 'node:fs';
import path from 'node:path';
import { JsonError, parseJson } from '../../json';
import type { Problems } from './problems';

/** `pages/home/index`, `miniprogram_npm/kit/button/button`: a place in the mini program, usually without a suffix. */
export type Id = string;

export interface Source {
  text: string;
  /** Changes when the file does. */
  version: string;
}

/** Where the code of an npm package is. */
export type NpmPlace =
  /** Built for mini programs: files are used as they are. */
  | { kind: 'built'; name: string; folder: string }
  /** Needs bundling, as "build npm" does. */
  | { kind: 'plain'; name: string; folder: string };

export class ProjectFiles {
  /** Everything looked at in the current build, also what was not there: a change of any of it may matter. */
  readonly watched = new Set<string>();
  private readonly sources = new Map<string, Source>();
  /** Within one build a file is looked at once. */
  private readonly seen = new Map<string, Source | null>();
  /** Id prefix → folder, for packages that lie outside the mini program's root. */
  private readonly packages = new Map<string, string>();

  constructor(readonly root: string) {}

  startBuild(): void {
    this.watched.clear();
    this.seen.clear();
  }

  /** null: there is no such file. */
  read(file: string): Source | null {
    const known = this.seen.get(file);
    if (known !== undefined) return known;
    this.watched.add(file);
    const source = this.load(file);
    this.seen.set(file, source);
    return source;
  }

  has(file: string): boolean {
    return this.read(file) !== null;
  }

  /** {} when the file is missing or broken; broken ones become a problem. */
  json(file: string, problems: Problems): Record<string, unknown> {
    const source = this.read(file);
    if (!source || source.text.trim() === '') return {};
    try {
      const value = parseJson(source.text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
      problems.error(this.show(file), 'the file does not hold a JSON object', 'Write an object: { … }.', { line: 1, column: 1 });
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      problems.error(this.show(file), `broken JSON: ${error.message}`, 'Correct the JSON at this place.', error.at);
    }
    return {};
  }

  /** The file of an id; `suffix` e.g. ".wxml". */
  file(id: Id, suffix = ''): string {
    for (const [prefix, folder] of this.packages) {
      if (id === prefix || id.startsWith(`${prefix}/`)) return path.join(folder, id.slice(prefix.length)) + suffix;
    }
    return path.join(this.root, id) + suffix;
  }

  id(file: string): Id {
    for (const [prefix, folder] of this.packages) {
      if (inside(file, folder)) return path.posix.join(prefix, slashes(path.relative(folder, file)));
    }
    return slashes(path.relative(this.root, file));
  }

  /** A path for people: relative to the root. */
  show(file: string): string {
    return this.id(file);
  }

  /** Resolves `spec` as written in the file `from` for files with one of the suffixes; npm packages last. null: not found. */
  resolve(spec: string, from: string, suffixes: string[]): string | null {
    const folder = path.dirname(from);
    const first = (base: string): string | null => suffixes.map((suffix) => base + suffix).find((file) => this.has(file)) ?? null;
    if (spec.startsWith('/')) return first(path.join(this.root, spec));
    const relative = first(path.join(folder, spec));
    if (relative !== null || spec.startsWith('.')) return relative;
    const place = this.npm(spec, folder);
    const within = ({ folder: packageFolder, name }: NpmPlace): string | null => first(path.join(packageFolder, spec.slice(name.length)));
    const packaged = place?.kind === 'built' ? within(place) : null;
    if (packaged !== null) return packaged;
    // miniprogram_npm may be older than the page that asks, and hold a part of the package only: the installed package has the rest.
    const installed = place?.kind === 'built' ? this.npm(spec, folder, { installedOnly: true }) : null;
    return (installed?.kind === 'built' ? within(installed) : null) ?? first(path.join(this.root, spec));
  }

  /** Id of a component as usingComponents names it. */
  component(spec: string, from: string): Id | null {
    const found = this.resolve(spec, from, ['.json', '.wxml', '/index.json', '/index.wxml']);
    return found && this.id(found.replace(/\.(?:json|wxml)$/, ''));
  }

  /** The package that a bare specifier names, looked for from `folder` upwards as DevTools and Node do. */
  npm(spec: string, folder: string, { installedOnly = false } = {}): NpmPlace | null {
    const name = spec.split('/').slice(0, spec.startsWith('@') ? 2 : 1).join('/');
    for (let current = folder; ; current = path.dirname(current)) {
      const built = path.join(current, 'miniprogram_npm', name);
      if (!installedOnly && isFolder(built)) return { kind: 'built', name, folder: built };
      const packageFolder = path.join(current, 'node_modules', name);
      const manifest = this.packageJson(packageFolder);
      if (manifest) {
        const output = miniprogramOutput(packageFolder, manifest);
        if (output === null) return { kind: 'plain', name, folder: packageFolder };
        this.packages.set(`miniprogram_npm/${name}`, output);
        return { kind: 'built', name, folder: output };
      }
      if (current === path.dirname(current)) return null;
    }
  }

  packageJson(folder: string): Record<string, unknown> | null {
    const file = path.join(folder, 'package.json');
    if (!fs.existsSync(file)) return null;
    const text = this.read(file)?.text;
    try {
      return text === undefined ? null : (JSON.parse(text) as Record<string, unknown>);
    } catch {
      // A package that npm itself could not read counts as not installed; the unresolved require is reported.
      return null;
    }
  }

  private load(file: string): Source | null {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile()) return null;
    const version = `${stat.mtimeMs}:${stat.size}`;
    const cached = this.sources.get(file);
    if (cached?.version === version) return cached;
    const source = { text: fs.readFileSync(file, 'utf8'), version };
    this.sources.set(file, source);
    return source;
  }
}

/** What "build npm" would copy; null when the package is an ordinary one. */
function miniprogramOutput(folder: string, manifest: Record<string, unknown>): string | null {
  if (typeof manifest.miniprogram === 'string') return path.join(folder, manifest.miniprogram);
  const conventional = path.join(folder, 'miniprogram_dist');
  return isFolder(conventional) ? conventional : null;
}

export function inside(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder + path.sep);
}

export function slashes(file: string): string {
  return file.split(path.sep).join('/');
}

function isFolder(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
