/** The run time itself for the browser, bundled once a process. */
import path from 'node:path';
import * as esbuild from 'esbuild';
import { EmulatorError } from '../../errors';

export interface ClientBundle {
  script: string;
  styles: string;
  map: string;
}

let bundled: Promise<ClientBundle> | null = null;

/** Rejects with an EmulatorError when the run time's own sources are broken. */
export function clientBundle(): Promise<ClientBundle> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<ClientBundle> {
  try {
    const { outputFiles } = await esbuild.build({
      entryPoints: [path.resolve(__dirname, '../client/boot.ts')],
      outfile: 'client.js',
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      charset: 'utf8',
      sourcemap: 'linked',
      loader: { '.svg': 'dataurl', '.png': 'dataurl', '.webp': 'dataurl' },
      define: { 'process.env.NODE_ENV': '"development"' },
      logLevel: 'silent',
    });
    const text = (suffix: string): string => outputFiles.find((file) => file.path.endsWith(suffix))?.text ?? '';
    return { script: text('client.js'), styles: text('client.css'), map: text('client.js.map') };
  } catch (error) {
    bundled = null;
    const [first] = (error as Partial<esbuild.BuildFailure>).errors ?? [];
    const place = first?.location ? `${first.location.file}:${first.location.line}: ` : '';
    throw new EmulatorError(`The browser run time cannot be bundled: ${place}${first?.text ?? String(error)}`, 'Install the packages again: npm ci.', { cause: error });
  }
}
