/** Node, packages, browser, fonts, ports. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findBrowser, installHint } from '../../browser';
import { messageOf } from '../../errors';
import { isRecord, readJsonFile } from '../../json';
import { obstacleTo } from '../ports';
import type { Finding } from './finding';

const ports = [
  { port: 8230, what: 'the shop page' },
  { port: 8231, what: 'the cloud' },
  { port: 9420, what: 'automation' },
];

/** `root`: the project's folder, whose packages are looked at. */
export async function machineFindings(root: string): Promise<Finding[]> {
  return [
    { state: 'ok', what: `Node ${process.versions.node}` },
    ...packages(root),
    browser(),
    ...chineseFont(),
    ...(await Promise.all(ports.map(portFinding))),
  ];
}

/** Compares what package.json pins with what is installed. */
function packages(root: string): Finding[] {
  const file = path.join(root, 'package.json');
  if (!existsSync(file)) return [];
  const manifest = readJsonFile(file);
  const wanted = isRecord(manifest) ? { ...(manifest.dependencies as object), ...(manifest.devDependencies as object) } : {};
  const faults = Object.entries(wanted).flatMap(([name, version]) => {
    const installed = path.join(root, 'node_modules', name, 'package.json');
    if (!existsSync(installed)) return [`${name} is not installed`];
    const found = (readJsonFile(installed) as { version?: string }).version;
    return /^\d/.test(String(version)) && found !== version ? [`${name} is ${found}, not ${String(version)}`] : [];
  });
  if (faults.length === 0) return [{ state: 'ok', what: `Packages installed (${Object.keys(wanted).length})` }];
  return [{ state: 'missing', what: `Packages: ${faults.slice(0, 5).join(', ')}${faults.length > 5 ? `, and ${faults.length - 5} more` : ''}`, mend: `Run \`npm ci\` in ${root}` }];
}

function browser(): Finding {
  try {
    const found = findBrowser();
    return found ? { state: 'ok', what: `Browser ${found}` } : { state: 'missing', what: 'No Chrome, Chromium or Edge', mend: installHint };
  } catch (error) {
    return { state: 'missing', what: messageOf(error), mend: 'Correct CHROME_PATH, or unset it.' };
  }
}

/** macOS and Windows bring one. */
function chineseFont(): Finding[] {
  if (process.platform !== 'linux') return [];
  const { status, stdout } = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  if (status === 0 && stdout.trim() !== '') return [{ state: 'ok', what: `Chinese font ${stdout.split(/[\n,]/, 1)[0] ?? ''}` }];
  return [{ state: 'note', what: status === 0 ? 'No Chinese font: texts show as boxes' : 'Fonts unknown (no fc-list)', mend: 'Install one: `sudo apt-get install -y fonts-noto-cjk`' }];
}

async function portFinding({ port, what }: (typeof ports)[number]): Promise<Finding> {
  const obstacle = await obstacleTo(port);
  if (obstacle === null) return { state: 'ok', what: `Port ${port} is free for ${what}` };
  return { state: 'note', what: `Port ${port} (${what}) is taken, perhaps by a running dev`, mend: 'dev takes a free one by itself; or name one, see `npx xiaodian dev --help`' };
}
