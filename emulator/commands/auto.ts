/** Takes the place of DevTools' `cli auto`, which automator.launch() starts: a headless local WeChat that ends with Tool.close. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Automation } from '../automation/server';
import { EmulatorError } from '../errors';
import { loadProject } from '../project';
import { parseArguments } from './auto-arguments';
import { startLocalWeChat } from './local-wechat';
import { Interrupted, shutdown, surviveErrors, type Shutdown } from './shutdown';
import { terminalLog } from './terminal';

const ABANDONED_MS = 10 * 60_000;

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
    const { automation } = await startLocalWeChat({
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
    endWhenAbandoned(automation, ending);
  } catch (error) {
    await ending.end();
    if (!(error instanceof Interrupted)) throw error;
  }
  await ending.ended;
}

/** A test run that was killed sends no Tool.close. Its end, and then nobody connected for a long while, is the end here too. */
function endWhenAbandoned(automation: Automation, ending: Shutdown): void {
  const starter = process.ppid;
  let lastSeen = Date.now();
  setInterval(() => {
    if (process.ppid === starter || automation.clients() > 0) lastSeen = Date.now();
    else if (Date.now() - lastSeen > ABANDONED_MS) void ending.end();
  }, 5000).unref();
}

/** Its own folder, so that it does not meet a `dev` that a person runs; gone when it ends. */
async function dataFolder(ending: Shutdown): Promise<string> {
  if (process.env.XIAODIAN_DATA) return path.resolve(process.env.XIAODIAN_DATA);
  const folder = mkdtempSync(path.join(tmpdir(), 'xiaodian-auto-'));
  await ending.adopt('temporary data', { stop: async () => rmSync(folder, { recursive: true, force: true }) });
  return folder;
}
