/** Drives the shop as a person does, through the unmodified miniprogram-automator. Waits for conditions, never for a time. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import automator from 'miniprogram-automator';
import type Element from 'miniprogram-automator/out/Element';
import type MiniProgram from 'miniprogram-automator/out/MiniProgram';
import type Page from 'miniprogram-automator/out/Page';
import { root, startDev, type Dev } from '../../support/command';

const patience = 20_000;
const pause = 60;

/** A way to an element: a selector on the page, then one inside each custom component entered on the way. `[n]` behind one takes the n-th. */
export type Way = string[];
type Sender = { send(method: string, params: object): Promise<unknown> };

export class ShopDriver {
  private constructor(
    readonly dev: Dev,
    readonly app: MiniProgram,
  ) {}

  static async start(): Promise<ShopDriver> {
    const dev = await startDev({ args: ['--headless'] });
    return new ShopDriver(dev, await automator.connect({ wsEndpoint: dev.automator }));
  }
  async stop(): Promise<void> {
    this.app.disconnect();
    await this.dev.stop();
  }

  /** Becomes another of the demo's people; the app starts anew on its first page. */
  async become(openid: string): Promise<void> {
    await this.app.evaluate((who: string) => {
      const { __xiaodian } = globalThis as unknown as { __xiaodian: { switchIdentity(openid: string): Promise<void> } };
      return __xiaodian.switchIdentity(who);
    }, openid);
  }

  page(): Promise<Page> {
    return this.app.currentPage() as Promise<Page>;
  }
  async open(url: string): Promise<void> {
    await this.app.callWxMethod('reLaunch', { url });
  }
  async back(): Promise<void> {
    await this.app.callWxMethod('navigateBack');
  }
  /** Waits until this page is on top. */
  async arrive(pagePath: string): Promise<void> {
    await this.until(`page ${pagePath}`, async () => (await this.page()).path === pagePath);
  }

  async all(...way: Way): Promise<Element[]> {
    let found: Element[] = [];
    for (const [depth, step] of way.entries()) {
      const [, selector = step, index] = /^(.*?)(?:\[(\d+)\])?$/.exec(step) ?? [];
      const scope = depth === 0 ? await this.page() : found[0];
      if (!scope) return [];
      const matches = (await scope.$$(selector)) as Element[];
      found = index === undefined ? matches : matches.slice(Number(index), Number(index) + 1);
    }
    return found;
  }
  /** The element, as soon as it is there. */
  async find(...way: Way): Promise<Element> {
    let element: Element | undefined;
    await this.until(way.join(' › '), async () => Boolean((element = (await this.all(...way))[0])));
    return element as Element;
  }
  async tap(...way: Way): Promise<void> {
    await (await this.find(...way)).tap();
  }
  async input(value: string, ...way: Way): Promise<void> {
    await ((await this.find(...way)) as Element & { input(value: string): Promise<void> }).input(value);
  }
  async text(...way: Way): Promise<string> {
    return String(await (await this.find(...way)).text()).trim();
  }
  /** Waits until the element's text matches; answers with it. */
  async reads(words: RegExp, ...way: Way): Promise<string> {
    let text = '';
    await this.until(`${way.join(' › ')} reading ${words}`, async () => {
      const element = (await this.all(...way))[0];
      text = element ? String(await element.text()) : '';
      return words.test(text);
    });
    return text;
  }

  /** What the person does in WeChat's pay sheet, once it is open. */
  async pay(choice: 'confirmPayment' | 'failPayment' | 'closePaymentDialog'): Promise<void> {
    await this.native(choice, 'the payment sheet is open');
  }
  async confirmModal(): Promise<void> {
    await this.native('confirmModal', 'a dialog is open');
  }
  private async native(method: string, condition: string): Promise<void> {
    await this.until(condition, async () => {
      try {
        await (this.app as unknown as Sender).send('Tool.native', { method });
        return true;
      } catch (error) {
        if (/is not open/.test((error as Error).message)) return false;
        throw error;
      }
    });
  }

  /** A picture of the phone, kept when XIAODIAN_SHOTS names a folder; with XIAODIAN_SHOTS_DARK a second one in the dark. */
  async shot(name: string): Promise<void> {
    const folder = process.env.XIAODIAN_SHOTS;
    if (!folder) return;
    mkdirSync(path.resolve(root, folder), { recursive: true });
    await this.app.screenshot({ path: path.resolve(root, folder, `${name}.png`) });
    if (!process.env.XIAODIAN_SHOTS_DARK) return;
    await this.theme('dark');
    await this.app.screenshot({ path: path.resolve(root, folder, `${name}-dark.png`) });
    await this.theme('light');
  }
  private async theme(theme: string): Promise<void> {
    await this.app.evaluate((wanted: string) => (globalThis as unknown as { __xiaodian: { setTheme(theme: string): void } }).__xiaodian.setTheme(wanted), theme);
  }

  async until(what: string, condition: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + patience;
    let last: unknown;
    for (;;) {
      try {
        if (await condition()) return;
        last = undefined;
      } catch (error) {
        // A page that is being replaced, an element that was just redrawn: look again.
        last = error;
      }
      if (Date.now() > end) {
        const at = await this.page().then((page) => page.path, () => 'no page');
        throw new Error(`Waited ${patience / 1000} s for ${what}, on ${at}${last ? `: ${(last as Error).message}` : ''}`);
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
