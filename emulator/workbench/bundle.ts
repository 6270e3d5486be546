/** The workbench's script for the browser, bundled once a process. The host serves it as /__workbench/workbench.js. */
import path from 'node:path';
import { build } from 'esbuild';

let bundled: Promise<string> | null = null;

export function workbenchScript(): Promise<string> {
  bundled ??= build({
    entryPoints: [path.join(__dirname, 'client/main.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    sourcemap: 'inline',
    logLevel: 'silent',
  }).then(({ outputFiles }) => outputFiles[0]!.text);
  return bundled;
}
