/** Takes the place of DevTools' `cli auto`, which automator.launch() starts: a headless local WeChat that ends with Tool.close. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmulatorError } from '../errors';
import { loadProject } from '../project';
import { parseArguments } from './auto-arguments';
import { startLocalWeChat } from './local-wechat';
import { Interrupted, shutdown, surviveErrors } from './shutdown';
import { terminalLog } from './terminal';

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
