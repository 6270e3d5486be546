/** Part of an instance: puts the SDK into Node's module cache, from its one file with V8's code cache when there is one. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

/** What the SDK gets in place of Node's own. */
export interface Replacements {
  modules: Record<string, unknown>;
  process: NodeJS.Process;
}

/** Afterwards `require(sdk)` finds it loaded. */
export function loadSdk(sdk: string, bundle: string | null, { modules, process: itsProcess }: Replacements): void {
  if (bundle === null) {
    Module.createRequire(sdk)(sdk);
    return;
  }
  const cacheFile = `${bundle}.cache`;
  const script = new Script(`(function (exports, require, module, __filename, __dirname, process) {${readFileSync(bundle, 'utf8')}\n})`, {
    filename: bundle,
    cachedData: existsSync(cacheFile) ? readFileSync(cacheFile) : undefined,
  });
  const sdkModule = new Module(sdk);
  sdkModule.filename = sdk;
  const run = script.runInThisContext() as (...parts: unknown[]) => void;
  const plainRequire = Module.createRequire(sdk);
  const itsRequire = (name: string): unknown => (Object.hasOwn(modules, name) ? modules[name] : plainRequire(name));
  run.call(sdkModule.exports, sdkModule.exports, Object.assign(itsRequire, plainRequire), sdkModule, sdk, path.dirname(sdk), itsProcess);
  sdkModule.loaded = true;
  require.cache[sdk] = sdkModule;
  // Absent, or of another version of V8.
  if (script.cachedDataRejected !== false) saveCache(cacheFile, script);
}

function saveCache(cacheFile: string, script: Script): void {
  const draft = `${cacheFile}.${process.pid}.${Date.now()}`;
  try {
    writeFileSync(draft, script.createCachedData());
    renameSync(draft, cacheFile);
  } catch (error) {
    console.debug(`The SDK's code cache was not written: ${String(error)}`);
  }
}
