/** A mini program in a temporary folder, written file by file. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Compiler, type Build } from '../../../../emulator/runtime/compile/compiler';
import type { Problem } from '../../../../emulator/runtime/compile/problems';

export class SmallProject {
  readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaodian-compile-'));
  readonly compiler = new Compiler({ appid: 'wxtest', miniprogramRoot: this.root });

  constructor(files: Record<string, string>) {
    this.write({ 'app.json': '{ "pages": ["pages/a/a"] }', 'pages/a/a.wxml': '<view />', 'pages/a/a.js': 'Page({})', ...files });
  }
  write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.root, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }
  delete(name: string): void {
    fs.rmSync(path.join(this.root, name));
  }
  build(): Promise<Build> {
    return this.compiler.build();
  }
  remove(): void {
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}

let projects: SmallProject[] = [];

export function project(files: Record<string, string> = {}): SmallProject {
  const made = new SmallProject(files);
  projects.push(made);
  return made;
}
/** For afterEach. */
export function removeProjects(): void {
  for (const made of projects) made.remove();
  projects = [];
}

/** Problems of a project made of the usual page and `files`. */
export async function problemsOf(files: Record<string, string>): Promise<Problem[]> {
  return (await project(files).build()).problems;
}

interface Compiled {
  manifest: Build['manifest'];
  templates(): Record<string, unknown>;
  modules: Record<string, { requires: Record<string, string>; code: string; map: string }>;
}
/** What the bundle defines for the browser. */
export function evaluate(build: Build): Compiled {
  const realm: { __mpApp?: Compiled } = {};
  new Function('globalThis', build.bundle)(realm);
  return realm.__mpApp as Compiled;
}
