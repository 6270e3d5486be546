/**
 * What WeChat's own compilers (wcc and wcsc, from the package miniprogram-compiler) say of a project. They are years old and
 * x86-64 only, so this is a second opinion for tests, not a part of the emulator's work.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { slashes } from './files';

export interface OfficialError {
  /** Relative to the root that was checked. */
  file: string;
  /** The compiler's own words, place included. */
  message: string;
}
export interface OfficialTools {
  wcc: string;
  wcsc: string;
}

/** Copies with the run bit, which the package does not set; null where they cannot run. `remove()` deletes them. */
export function officialTools(): (OfficialTools & { remove(): void }) | null {
  const platform = { linux: 'linux', darwin: 'mac' }[process.platform as string];
  if (platform === undefined || (platform === 'linux' && process.arch !== 'x64')) return null;
  const source = path.join(path.dirname(require.resolve('miniprogram-compiler/package.json')), 'bin', platform);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaodian-official-'));
  for (const name of ['wcc', 'wcsc']) {
    fs.copyFileSync(path.join(source, name), path.join(folder, name));
    fs.chmodSync(path.join(folder, name), 0o700);
  }
  return { wcc: path.join(folder, 'wcc'), wcsc: path.join(folder, 'wcsc'), remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

/** Runs both over every .wxml and .wxss below `root` (node_modules and miniprogram_npm left out). */
export async function officialErrors(root: string, tools: OfficialTools): Promise<OfficialError[]> {
  const files = sources(root);
  const kind = (suffix: string): string[] => files.filter((file) => file.endsWith(suffix));
  const [templates, scripts, styles] = [kind('.wxml'), kind('.wxs'), kind('.wxss')];
  const errors: OfficialError[] = [];
  for (const file of templates) {
    // One at a time, because it stops at the first file that it refuses.
    const { code, text } = await run(tools.wcc, ['-d', '-cc', '0', file, ...scripts], root);
    if (code !== 0) errors.push({ file, message: text.error.trim() });
  }
  for (const file of styles) {
    const { text } = await run(tools.wcsc, ['-lc', file, ...styles.filter((other) => other !== file)], root);
    const fault = /^ERR:\s*(.*)$/m.exec(text.error + text.output)?.[1];
    if (fault !== undefined) errors.push({ file, message: fault.trim() });
  }
  return errors;
}

/** CSS as wcsc makes it; `%%HERESUFFIX%%` stands where a class prefix goes, `%%?1rpx?%%` is a length. */
export async function officialCss(root: string, file: string, tools: OfficialTools): Promise<string> {
  const { text } = await run(tools.wcsc, ['-lc', file], root);
  return text.output;
}

function sources(root: string): string[] {
  const entries = fs.readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => slashes(path.relative(root, path.join(entry.parentPath, entry.name))));
  return files.filter((file) => /\.(?:wxml|wxss|wxs)$/.test(file) && !/(?:^|\/)(?:node_modules|miniprogram_npm)\//.test(file)).sort();
}

function run(command: string, args: string[], cwd: string): Promise<{ code: number | null; text: { output: string; error: string } }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const text = { output: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text.output += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (text.error += part));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, text }));
  });
}
