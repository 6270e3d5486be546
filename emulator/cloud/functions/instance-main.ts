/**
 * Runs in a worker thread: one instance of one cloud function. One call at a time, as on the platform, because the caller's
 * identity lives in process.env. Compiled to a file of its own at start; it may import nothing of the emulator but types.
 */
import Module from 'node:module';
import { formatWithOptions } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { routeAiToCloud } from './ai-route';
import { CloudLine, httpWithLine } from './cloud-line';
import { processWithValues, replaceEnvironment, useOwnEnvironment } from './own-env';
import { loadSdk } from './sdk-load';
import { sdkCrypto, sdkUrl } from './sdk-modules';
import type { FromInstance, InstanceOptions, ToInstance } from './messages';

type Main = (event: unknown, context: unknown) => unknown;

const port = parentPort!;
const { sdk, bundle, address } = workerData as InstanceOptions;
let main: Main | undefined;

const say = (message: FromInstance) => port.postMessage(message);
const line = new CloudLine((request) => say({ type: 'request', request }));

function redirectConsole(): void {
  const levels = { log: 'info', info: 'info', warn: 'warn', error: 'error', debug: 'debug', trace: 'debug' } as const;
  for (const [name, level] of Object.entries(levels)) {
    console[name as keyof typeof levels] = (...parts: unknown[]) =>
      say({ type: 'log', level, text: formatWithOptions({ depth: 6 }, ...parts) });
  }
}

/** A function that brings no SDK of its own gets the emulator's, as the platform's runtime has one built in. */
function offerSdk(): void {
  type Resolve = (request: string, parent: unknown, ...rest: unknown[]) => string;
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (request, parent, ...rest) => {
    try {
      return resolve.call(loader, request, parent, ...rest);
    } catch (error) {
      if (request === 'wx-server-sdk') return sdk;
      throw error;
    }
  };
}

function load(file: string): void {
  const found = (Module.createRequire(file)(file) as { main?: unknown }).main;
  if (typeof found !== 'function') throw new Error(`${file} does not export a function named main`);
  main = found as Main;
}

async function run({ event, env, limits }: Extract<ToInstance, { type: 'run' }>): Promise<void> {
  replaceEnvironment(env);
  const visible = Object.entries(env).filter(([name]) => /^(WX|TCB)_/.test(name));
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    memory_limit_in_mb: limits.memoryMb,
    time_limit_in_ms: limits.timeoutMs,
    request_id: env.TCB_SEQID,
    function_name: env.SCF_FUNCTIONNAME,
    function_version: '$LATEST',
    namespace: env.SCF_NAMESPACE,
    tencentcloud_region: env.TENCENTCLOUD_REGION,
    environ: visible.map(([name, value]) => `${name}=${value}`).join(';'),
    environment: JSON.stringify(env),
  };
  const result = await main!(JSON.parse(event), context);
  // A result that JSON cannot hold (a function, undefined) arrives as null.
  say({ type: 'result', text: JSON.stringify(result) ?? 'null' });
}

/** The stack as far as it is the function's own. */
function textOf(error: unknown): string {
  if (error instanceof Error) {
    const lines = (error.stack ?? `${error.name}: ${error.message}`).split('\n');
    const ours = lines.findIndex((line) => line.includes(__filename));
    return lines.slice(0, ours > 0 ? ours : undefined).join('\n');
  }
  return typeof error === 'object' ? JSON.stringify(error) : String(error);
}

async function receive(message: ToInstance): Promise<void> {
  try {
    if (message.type === 'run') return await run(message);
    if (message.type === 'reply') return line.receive(message.reply);
    replaceEnvironment(message.env);
    load(message.file);
    say({ type: 'loaded' });
  } catch (error) {
    say({ type: 'failed', text: textOf(error) });
  }
}

redirectConsole();
useOwnEnvironment();
offerSdk();
routeAiToCloud();
process.on('unhandledRejection', (reason) => say({ type: 'log', level: 'error', text: `Unhandled rejection: ${textOf(reason)}` }));
// Most of a cold start is the SDK: load it before the instance is needed.
loadSdk(sdk, bundle, { modules: { http: httpWithLine(line, address), crypto: sdkCrypto, url: sdkUrl }, process: processWithValues() });
say({ type: 'ready' });
process.setSourceMapsEnabled(true);
port.on('message', (message: ToInstance) => void receive(message));
