/** Which functions a project has, and how each is made ready to run. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmulatorError, messageOf } from '../../errors';
import { bundleFunction } from './bundle';
import { type FunctionConfig, readFunctionConfig } from './config';

/** A function that can run. */
export interface BuiltFunction {
  name: string;
  /** Absolute path of the module that exports `main`. */
  file: string;
  config: FunctionConfig;
  /** Files whose change makes it stale, with their state when they were read. */
  inputs: Map<string, string>;
}
/** A function that cannot: every call answers with `error`. */
export interface BrokenFunction {
  name: string;
  error: string;
  inputs: Map<string, string>;
}

const FUNCTION_NAME = /^[a-zA-Z][a-zA-Z0-9_-]{0,58}[a-zA-Z0-9]$/;

/** A function is a folder with index.ts or index.js at its top. */
export function findFunctions(functionsRoot: string): string[] {
  return readdirSync(functionsRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && FUNCTION_NAME.test(entry.name))
    .map((entry) => entry.name)
    .filter((name) => entryOf(path.join(functionsRoot, name)) !== null)
    .sort();
}

/** Into `outputRoot`/<name>/. Never throws: what is wrong becomes the function's answer. */
export async function buildFunction(functionsRoot: string, name: string, outputRoot: string): Promise<BuiltFunction | BrokenFunction> {
  const folder = path.join(functionsRoot, name);
  const configFile = path.join(folder, 'config.json');
  const entry = entryOf(folder);
  try {
    if (entry === null) throw new EmulatorError(`${folder} has neither index.ts nor index.js.`, 'Create one that exports `main`.');
    const config = readFunctionConfig(folder);
    if (entry.endsWith('.js')) {
      // Plain JavaScript runs where it lies, as it does on the platform: own node_modules and files beside it are found.
      return { name, file: entry, config, inputs: stamp([...javascriptFiles(folder), configFile]) };
    }
    const file = path.join(outputRoot, name, 'index.js');
    const { inputs } = await bundleFunction({ entry, outfile: file, sdk: findSdk(folder) });
    return { name, file, config, inputs: stamp([...inputs, configFile]) };
  } catch (error) {
    const text = error instanceof EmulatorError ? error.text : messageOf(error);
    const inputs = typescriptAround(functionsRoot, folder, entry);
    return { name, error: text, inputs: stamp([...inputs, configFile]) };
  }
}

/** True when a file that the function was made of is not what it was. */
export function isStale({ inputs }: BuiltFunction | BrokenFunction): boolean {
  for (const [file, state] of inputs) if (stateOf(file) !== state) return true;
  return false;
}

/** The SDK that a module in `folder` would load: its own, the project's, else the one that comes with the emulator. */
export function findSdk(folder: string): string {
  const own = createRequire(path.join(folder, 'index.js'));
  try {
    return own.resolve('wx-server-sdk');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return require.resolve('wx-server-sdk');
  }
}

function entryOf(folder: string): string | null {
  const candidates = ['index.ts', 'index.js'].map((name) => path.join(folder, name));
  return candidates.find((file) => existsSync(file)) ?? null;
}

function javascriptFiles(folder: string): string[] {
  return filesUnder(folder, (name) => /\.(js|cjs|mjs|json)$/.test(name));
}

/** A bundle that failed does not say what it read; any source of the functions may hold the mend. */
function typescriptAround(functionsRoot: string, folder: string, entry: string | null): string[] {
  return entry?.endsWith('.js') ? javascriptFiles(folder) : filesUnder(functionsRoot, (name) => /\.(ts|js|json)$/.test(name));
}

function filesUnder(folder: string, wanted: (name: string) => boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesUnder(file, wanted);
    return wanted(entry.name) ? [file] : [];
  });
}

function stamp(files: string[]): Map<string, string> {
  return new Map(files.map((file) => [file, stateOf(file)]));
}

function stateOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs}:${stats.size}` : 'absent';
}
