/** Takes the place of DevTools' `cli auto`, which automator.launch() starts: a headless local WeChat that ends with Tool.close. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmulatorError } from '../errors';
import { loadProject } from '../project';
import { startLocalWeChat } from './local-wechat';
import { Interrupted, shutdown, surviveErrors } from './shutdown';
import { terminalLog } from './terminal';

interface AutoArguments {
  project: string;
  port: number;
  /** Openid of who uses the phone. */
  account: string | undefined;
}

export function main(argv: string[]): void {
  auto(argv).catch((error: unknown) => {
    console.error(error instanceof EmulatorError ? error.text : error);
    process.exitCode = 1;
  });
}

async function auto(argv: string[]): Promise<void> {
  const { project: folder, port, account } = parseArguments(argv);
  const log = terminalLog(process.stderr);
  const project = loadProject(folder);
  const ending = shutdown(log);
  try {
    await startLocalWeChat({
      project,
      data: await dataFolder(ending),
      ports: { shop: 0, cloud: 0, automator: port },
      headless: true,
      openid: account,
      seed: true,
      log,
      ending,
      endWithAutomation: true,
    });
    surviveErrors(log);
  } catch (error) {
    await ending.end();
    if (!(error instanceof Interrupted)) throw error;
  }
  await ending.ended;
}

/** Its own folder, so that it does not meet a `dev` that a person runs; gone when it ends. */
async function dataFolder(ending: ReturnType<typeof shutdown>): Promise<string> {
  if (process.env.XIAODIAN_DATA) return path.resolve(process.env.XIAODIAN_DATA);
  const folder = mkdtempSync(path.join(tmpdir(), 'xiaodian-auto-'));
  await ending.adopt('temporary data', { stop: async () => rmSync(folder, { recursive: true, force: true }) });
  return folder;
}

/** What automator 0.12 sends: `[args…] auto --project P --auto-port N [--auto-account A | --ticket T] [--trust-project]`. */
export function parseArguments(argv: string[]): AutoArguments {
  const usage = 'E.g. emulator/bin/cli auto --project . --auto-port 9420 [--auto-account OPENID]';
  if (!argv.includes('auto')) throw new EmulatorError('The only command here is `auto`.', usage);
  const valueOf = (name: string) => {
    const index = argv.indexOf(name);
    const value = index < 0 ? undefined : argv[index + 1];
    if (index >= 0 && (value === undefined || value.startsWith('--'))) throw new EmulatorError(`${name} needs a value.`, usage);
    return value;
  };
  const project = valueOf('--project');
  if (project === undefined) throw new EmulatorError('--project is missing.', usage);
  const port = Number(valueOf('--auto-port') ?? 9420);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new EmulatorError('--auto-port must be a number from 0 to 65535.', usage);
  return { project, port, account: valueOf('--auto-account') };
}
