/** Cloud functions as they are uploaded: one file each, wx-server-sdk as the only dependency. */
import { copyFileSync, cpSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleFunction } from '../../cloud/functions/bundle';
import { readFunctionConfig } from '../../cloud/functions/config';
import { findFunctions } from '../../cloud/functions/sources';
import { readJsonFile } from '../../json';

export interface WrittenFunction {
  name: string;
  /** Of index.js. */
  bytes: number;
}

/**
 * Beside each function's sources, where DevTools uploads from, and under `target`. A function that is plain JavaScript is
 * copied as it is.
 */
export async function writeFunctions(functionsRoot: string, target: string): Promise<WrittenFunction[]> {
  const written: WrittenFunction[] = [];
  for (const name of findFunctions(functionsRoot)) {
    const [source, output] = [path.join(functionsRoot, name), path.join(target, name)];
    readFunctionConfig(source);
    mkdirSync(output, { recursive: true });
    const entry = path.join(source, 'index.ts');
    if (existsSync(entry)) await writeBundle(name, entry, source, output);
    else cpSync(source, output, { recursive: true, filter: (file) => path.basename(file) !== 'node_modules' });
    written.push({ name, bytes: statSync(path.join(output, 'index.js')).size });
  }
  return written;
}

async function writeBundle(name: string, entry: string, source: string, output: string): Promise<void> {
  const bundle = path.join(source, 'index.js');
  await bundleFunction({ entry, outfile: bundle, sourcemap: false });
  copyFileSync(bundle, path.join(output, 'index.js'));

  const own = path.join(source, 'package.json');
  if (!existsSync(own)) writeFileSync(own, packageJson(name));
  copyFileSync(own, path.join(output, 'package.json'));

  const config = path.join(source, 'config.json');
  if (existsSync(config)) copyFileSync(config, path.join(output, 'config.json'));
}

function packageJson(name: string): string {
  const { version } = readJsonFile(require.resolve('wx-server-sdk/package.json')) as { version: string };
  return `${JSON.stringify({ name, version: '1.0.0', main: 'index.js', dependencies: { 'wx-server-sdk': `~${version}` } }, null, 2)}\n`;
}
