/** TypeScript of a cloud function → one JavaScript file, with wx-server-sdk as the only thing left outside. */
import { build, type BuildFailure, type Message, type Plugin } from 'esbuild';
import path from 'node:path';
import { EmulatorError } from '../../errors';

export interface BundleOptions {
  entry: string;
  outfile: string;
  /** Path that the output loads the SDK from; undefined: by name, as the deployed function does. */
  sdk?: string;
  sourcemap?: boolean;
}

/** Returns the absolute paths of the sources. Throws an EmulatorError that names file and line. */
export async function bundleFunction({ entry, outfile, sdk, sourcemap = true }: BundleOptions): Promise<{ inputs: string[] }> {
  try {
    const result = await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node18',
      format: 'cjs',
      charset: 'utf8',
      sourcemap: sourcemap ? 'linked' : false,
      metafile: true,
      logLevel: 'silent',
      absWorkingDir: path.dirname(entry),
      plugins: [keepSdkOutside(sdk)],
    });
    const inputs = Object.keys(result.metafile.inputs).map((file) => path.resolve(path.dirname(entry), file));
    return { inputs };
  } catch (error) {
    const messages = (error as BuildFailure).errors;
    if (!Array.isArray(messages)) throw error;
    throw new EmulatorError(messages.map((message) => describe(message, path.dirname(entry))).join('\n'), 'Correct the source and save it.', { cause: error });
  }
}

function keepSdkOutside(sdk: string | undefined): Plugin {
  return {
    name: 'wx-server-sdk',
    setup(builder) {
      builder.onResolve({ filter: /^wx-server-sdk$/ }, () => ({ path: sdk ?? 'wx-server-sdk', external: true }));
    },
  };
}

/** E.g. `/shop/cloudfunctions/order/index.ts:12:5: Expected ";" but found "x"`. */
function describe({ text, location }: Message, folder: string): string {
  if (!location) return text;
  const { file, line, column, lineText } = location;
  return `${path.resolve(folder, file)}:${line}:${column + 1}: ${text}\n    ${lineText.trim()}`;
}
