/** `xiaodian dev`: brings the parts of the local WeChat together and keeps them running until it is told to stop. */
import path from 'node:path';
import { openBrowser } from '../browser';
import { loadProject } from '../project';
import { startLocalWeChat, type LocalWeChat } from './local-wechat';
import { choosePort } from './ports';
import { Interrupted, shutdown, surviveErrors } from './shutdown';
import { readyText, reserveStandardOutput, terminalLog } from './terminal';

export interface DevOptions {
  project: string;
  data?: string;
  port?: number;
  cloudPort?: number;
  automatorPort?: number;
  headless?: boolean;
  seed: boolean;
  open?: boolean;
  json?: boolean;
}

/** Resolves when a signal has ended it and everything is closed. */
export async function dev(options: DevOptions): Promise<void> {
  const startedAt = performance.now();
  if (options.json) reserveStandardOutput();
  const log = terminalLog(options.json ? process.stderr : process.stdout);
  const note = (text: string) => log({ level: 'warn', from: 'dev', text });

  const project = loadProject(options.project);
  const data = options.data ? path.resolve(options.data) : path.join(project.root, '.xiaodian');
  const ending = shutdown(log);
  try {
    const started = await startLocalWeChat({
      project,
      data,
      ports: {
        shop: await choosePort({ what: 'the shop page', option: '--port', given: options.port, usual: 8230 }, note),
        cloud: await choosePort({ what: 'the cloud', option: '--cloud-port', given: options.cloudPort, usual: 8231 }, note),
        automator: await choosePort({ what: 'automation', option: '--automator-port', given: options.automatorPort, usual: 9420 }, note),
      },
      headless: options.headless ?? false,
      seed: options.seed,
      log,
      ending,
    });
    surviveErrors(log);
    announce(started, options, performance.now() - startedAt);
    if (options.open && !(await openBrowser(started.host.url))) note(`No browser could be opened here; open ${started.host.url} yourself.`);
  } catch (error) {
    await ending.end();
    if (error instanceof Interrupted) return;
    throw error;
  }
  await ending.ended;
}

function announce({ project, host, cloud, automation, data, headless }: LocalWeChat, options: DevOptions, took: number): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ shop: host.url, cloud: cloud.url, automator: automation.url })}\n`);
    return;
  }
  const where = path.relative(process.cwd(), data.root);
  process.stdout.write(
    readyText(project.name, {
      shop: host.url,
      phone: host.appUrl(),
      cloud: cloud.url,
      automator: automation.url,
      data: where.startsWith('..') || where === '' ? data.root : where,
      headless: headless !== null,
      took,
    }),
  );
}
