/** The browser that is already on this machine: found, started headless, or opened for the person at the terminal. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { EmulatorError, messageOf } from './errors';

const onPath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge-stable', 'microsoft-edge'];
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Google Chrome Canary'];
const windowsFiles = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe', 'Chromium\\Application\\chrome.exe'];

/** Quiet and offline: nothing of the browser's own may reach the network. */
const flags = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-domain-reliability',
  '--metrics-recording-only',
  '--hide-scrollbars',
  '--mute-audio',
  // A page that automation drives is never "in the background".
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

export const installHint =
  process.platform === 'linux'
    ? 'Install one: `sudo apt-get install -y chromium fonts-noto-cjk` (Debian, Ubuntu), or set CHROME_PATH to the browser’s executable.'
    : 'Install Google Chrome, Chromium or Microsoft Edge, or set CHROME_PATH to the browser’s executable.';

/** Absolute path of an installed Chrome, Chromium or Edge; null when there is none. CHROME_PATH comes first. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | null {
  const chosen = environment.CHROME_PATH;
  if (chosen) {
    if (executable(chosen)) return path.resolve(chosen);
    throw new EmulatorError(`CHROME_PATH names ${chosen}, which is not an executable file.`, 'Correct CHROME_PATH, or unset it so that the browser is looked for.');
  }
  return candidates(environment).find(executable) ?? null;
}

function candidates(environment: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') {
    const roots = ['/Applications', path.join(environment.HOME ?? '/', 'Applications')];
    return macApps.flatMap((name) => roots.map((root) => `${root}/${name}.app/Contents/MacOS/${name}`));
  }
  if (process.platform === 'win32') {
    const roots = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA].filter((root): root is string => Boolean(root));
    return windowsFiles.flatMap((file) => roots.map((root) => path.join(root, file)));
  }
  const folders = [...(environment.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'].filter(Boolean);
  return onPath.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run: the next candidate
  }
}

export interface LaunchOptions {
  /** Size of the page in px; default an iPhone's 375 × 812. */
  viewport?: { width: number; height: number };
  /** Default 2, as on most phones. */
  deviceScaleFactor?: number;
  /** Default true: taps arrive as touches. */
  touch?: boolean;
  /** What the page says on its console, and errors that nobody caught. */
  onMessage?: (level: 'debug' | 'info' | 'warn' | 'error', text: string) => void;
}
export interface HeadlessBrowser {
  browser: Browser;
  page: Page;
  /** PNG of what the page shows. */
  screenshot(): Promise<Buffer>;
  /** May be called twice. */
  close(): Promise<void>;
}

/** Starts a headless browser on `url` and waits until the document is there. Without a browser: EmulatorError that says what to install. */
export async function launchBrowser(url: string, options: LaunchOptions = {}): Promise<HeadlessBrowser> {
  const { viewport = { width: 375, height: 812 }, deviceScaleFactor = 2, touch = true, onMessage } = options;
  const executablePath = findBrowser();
  if (!executablePath) throw new EmulatorError('No Chrome, Chromium or Edge found on this machine.', installHint);
  const root = process.getuid?.() === 0; // Chromium's sandbox refuses to run for root
  const browser = await chromium
    .launch({
      executablePath,
      headless: true,
      args: root ? ['--no-sandbox', ...flags] : flags,
      // The command handles its own signals, and closes the browser then.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    .catch((error: unknown) => {
      throw new EmulatorError(`${executablePath} did not start: ${firstLine(messageOf(error))}`, `Start it by hand to see what it misses, or set CHROME_PATH to another browser. ${installHint}`, { cause: error });
    });
  try {
    const context = await browser.newContext({ viewport, deviceScaleFactor, hasTouch: touch, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    const page = await context.newPage();
    if (onMessage) report(page, onMessage);
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    return { browser, page, screenshot: () => page.screenshot({ type: 'png' }), close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw new EmulatorError(`The headless browser could not open ${url}: ${firstLine(messageOf(error))}`, 'Check that the shop page answers at this address.', { cause: error });
  }
}

const levels: Record<string, 'debug' | 'info' | 'warn' | 'error'> = { debug: 'debug', info: 'info', log: 'info', warning: 'warn', error: 'error', assert: 'error' };

function report(page: Page, onMessage: NonNullable<LaunchOptions['onMessage']>): void {
  page.on('console', (message) => onMessage(levels[message.type()] ?? 'debug', message.text()));
  page.on('pageerror', (error) => onMessage('error', error.stack ?? error.message));
  page.on('crash', () => onMessage('error', 'The page has crashed.'));
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? text;

/** Opens the person's own browser. Resolves to false when that is not possible (no desktop, no opener); never throws. */
export function openBrowser(url: string): Promise<boolean> {
  const [command, args] =
    process.platform === 'darwin' ? ['open', [url]] : process.platform === 'win32' ? ['cmd', ['/c', 'start', '""', url]] : ['xdg-open', [url]];
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(command as string, args as string[], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
