/** Loads a module of the project (its collections, its data sets) into this process: TypeScript, built afresh each time. */
import { createHash } from 'node:crypto';
import { build, type BuildFailure, type Loader, type Plugin } from 'esbuild';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EmulatorError, messageOf } from '../errors';

/** The module's exports. Throws an EmulatorError that names file and line. */
export async function loadModule(file: string, buildRoot: string): Promise<Record<string, unknown>> {
  const code = await bundle(file);
  // Node keeps a module by its path for ever: another content gets another path.
  const name = `${path.basename(path.dirname(file))}-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.cjs`;
  const output = path.join(buildRoot, 'modules', name);
  mkdirSync(path.dirname(output), { recursive: true });
  writeFileSync(output, code);
  try {
    return createRequire(output)(output) as Record<string, unknown>;
  } catch (error) {
    throw new EmulatorError(`${file} could not be loaded: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}`, 'Correct the module and save it.', { cause: error });
  }
}

async function bundle(file: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      charset: 'utf8',
      logLevel: 'silent',
      absWorkingDir: path.dirname(file),
      plugins: [keepPlaces, packagesByPath],
    });
    return outputFiles[0]!.text;
  } catch (error) {
    const messages = (error as BuildFailure).errors;
    if (!Array.isArray(messages)) throw error;
    const lines = messages.map(({ text, location }) => (location ? `${path.resolve(path.dirname(file), location.file)}:${location.line}: ${text}` : text));
    throw new EmulatorError(lines.join('\n'), 'Correct the source and save it.', { cause: error });
  }
}

/** Each source keeps its own __dirname, so that it finds the files that lie beside it. */
const keepPlaces: Plugin = {
  name: 'places',
  setup(builder) {
    builder.onLoad({ filter: /\.(ts|js|cjs)$/ }, ({ path: file }) => {
      const places = `const __filename=${JSON.stringify(file)},__dirname=${JSON.stringify(path.dirname(file))};`;
      const loader: Loader = file.endsWith('.ts') ? 'ts' : 'js';
      return { contents: places + readFileSync(file, 'utf8'), loader };
    });
  },
};

/** Packages stay outside, found from where the source stands: some of them bring native code. */
const packagesByPath: Plugin = {
  name: 'packages',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path: name, kind, resolveDir }) => {
      if (kind === 'entry-point' || path.isAbsolute(name)) return undefined;
      if (name.startsWith('node:')) return { path: name, external: true };
      return { path: require.resolve(name, { paths: [resolveDir] }), external: true };
    });
  },
};
