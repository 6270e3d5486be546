/**
 * The installed SDK, its own modules unchanged, put into one file: an instance that loads 400 files needs four times as long.
 * Kept beside the package, so that it is made once for an installation.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** `sdk` is the SDK's entry module. Returns the one file's path. Rejects when it cannot be made; the SDK itself still loads. */
export async function bundleSdk(sdk: string, buildRoot: string): Promise<string> {
  const { mtimeMs, size } = statSync(sdk);
  const key = createHash('sha256').update(`${sdk}:${mtimeMs}:${size}:${process.version}`).digest('hex').slice(0, 16);
  const file = path.join(cacheFolder(sdk) ?? buildRoot, `sdk-${key}.js`);
  if (existsSync(file)) return file;
  const draft = `${file}.${randomUUID()}`;
  await build({ entryPoints: [sdk], outfile: draft, bundle: true, platform: 'node', format: 'cjs', charset: 'utf8', logLevel: 'silent' });
  renameSync(draft, file);
  return file;
}

/** node_modules/.cache of the installation; null: it may not be written. */
function cacheFolder(sdk: string): string | null {
  const mark = `${path.sep}node_modules${path.sep}`;
  const end = sdk.indexOf(mark);
  if (end < 0) return null;
  const folder = path.join(sdk.slice(0, end), 'node_modules', '.cache', 'xiaodian');
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    // A read-only installation: the data folder serves as well.
    return null;
  }
}
