/** The parts of the local WeChat, started in the order in which they need each other. */
import { startAutomation, type Automation } from '../automation/server';
import { launchBrowser, type HeadlessBrowser } from '../browser';
import { startCloud } from '../cloud/server';
import type { Cloud, Host, Log, Project } from '../contracts';
import { openDataFolder, type DataFolder } from '../data-folder';
import { messageOf } from '../errors';
import { startHost } from '../runtime/host/server';
import type { Shutdown } from './shutdown';
import { watchSources } from './watch';

export interface LocalWeChatOptions {
  project: Project;
  /** Absolute path of the data folder. */
  data: string;
  /** 0: any free one. */
  ports: { shop: number; cloud: number; automator: number };
  headless: boolean;
  /** Who uses the headless browser's phone; default as the host decides. */
  openid?: string | undefined;
  /** Load the project's data set into a new data folder. */
  seed: boolean;
  log: Log;
  ending: Shutdown;
  /** Automation's Tool.close ends everything; without it the next client finds it running. */
  endWithAutomation?: boolean;
}
export interface LocalWeChat {
  project: Project;
  data: DataFolder;
  cloud: Cloud;
  host: Host;
  automation: Automation;
  headless: HeadlessBrowser | null;
}

/** Resolves when everything answers, the page in the headless browser included. On failure the caller ends what has started. */
export async function startLocalWeChat(options: LocalWeChatOptions): Promise<LocalWeChat> {
  const { project, ports, log, ending } = options;
  const data = openDataFolder(options.data);
  await ending.adopt('data folder', { stop: async () => data.close() });

  const cloud = await ending.adopt('cloud', startCloud({ project, data, port: ports.cloud, log }));
  // Compiling the mini program and loading the data have nothing to do with each other.
  const seeding = options.seed && data.seed === null ? seedNewFolder(project, cloud, log) : Promise.resolve();
  const [host] = await Promise.all([ending.adopt('shop page', startHost({ project, cloud, port: ports.shop, log })), seeding]);

  let headless: HeadlessBrowser | null = null;
  const automation = await ending.adopt(
    'automation',
    startAutomation({
      hub: host.agents,
      port: ports.automator,
      log,
      identities: () => cloud.identities(),
      capture: async () => (headless ? headless.screenshot() : null),
      onClose: options.endWithAutomation ? () => void ending.end() : undefined,
    }),
  );
  data.announce({ shop: host.url, automator: automation.url });

  const watcher = watchSources({ project, log, dataRoot: data.root, functions: () => cloud.reloadFunctions(), miniprogram: () => host.rebuild() });
  await ending.adopt('watcher', watcher);

  if (options.headless) {
    headless = await launchBrowser(host.appUrl(options.openid, { automation: true }), { onMessage: (level, text) => log({ level, from: 'page', text }) });
    await ending.adopt('headless browser', { stop: headless.close });
    await firstPage(host, log);
  }
  return { project, data, cloud, host, automation, headless };
}

async function seedNewFolder({ defaultSeed }: Project, cloud: Cloud, log: Log): Promise<void> {
  if (defaultSeed === null) return;
  const { added, files } = await cloud.seed(defaultSeed);
  log({ level: 'info', from: 'dev', text: `New data folder: loaded "${defaultSeed}", ${added} documents and ${files} files.` });
}

/** A mini program that does not start is no reason to stop: its error is on the page and in the log, and the next save may mend it. */
async function firstPage(host: Host, log: Log): Promise<void> {
  try {
    await host.agents.call('App.getCurrentPage', {});
  } catch (error) {
    log({ level: 'warn', from: 'dev', text: `The headless browser shows no page yet: ${messageOf(error)}` });
  }
}
