/** Reads a mini program project from its folder: project.config.json, and the "xiaodian" key of package.json. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Project } from './contracts';
import { EmulatorError } from './errors';
import { isRecord, readJsonFile } from './json';

/** `dir` may be relative. Throws an EmulatorError that names what is missing. */
export function loadProject(dir: string): Project {
  const root = path.resolve(dir);
  const configFile = path.join(root, 'project.config.json');
  if (!existsSync(configFile)) {
    throw new EmulatorError(
      `${root} is not a mini program project: it has no project.config.json.`,
      'Name the folder that WeChat DevTools opens, with --project DIR.',
    );
  }
  const config = readRecord(configFile);
  const extras = readExtras(root);
  const miniprogramRoot = folder(root, config, 'miniprogramRoot', configFile) ?? root;
  if (!existsSync(path.join(miniprogramRoot, 'app.json'))) {
    throw new EmulatorError(
      `${miniprogramRoot} has no app.json.`,
      'Create it, or correct "miniprogramRoot" in project.config.json.',
    );
  }
  return {
    root,
    name: text(config.projectname) ?? path.basename(root),
    appid: text(config.appid) ?? 'touristappid',
    miniprogramRoot,
    functionsRoot: folder(root, config, 'cloudfunctionRoot', configFile),
    databaseFile: named(root, extras, 'database', 'file'),
    seedsRoot: named(root, extras, 'seeds', 'folder'),
    defaultSeed: text(extras.defaultSeed),
    messages: readMessages(root, extras),
  };
}

function readExtras(root: string): Record<string, unknown> {
  const file = path.join(root, 'package.json');
  if (!existsSync(file)) return {};
  const extras = readRecord(file).xiaodian;
  if (extras === undefined) return {};
  if (isRecord(extras)) return extras;
  throw new EmulatorError(`"xiaodian" in ${file} must be an object.`, 'E.g. {"database": "cloudfunctions/data/indexes.ts"}.');
}

function readMessages(root: string, { messages = {} }: Record<string, unknown>): Record<string, string> {
  if (isRecord(messages) && Object.values(messages).every((name) => text(name) !== null)) return messages as Record<string, string>;
  throw new EmulatorError(`"xiaodian.messages" in ${path.join(root, 'package.json')} must name a function for each event.`, 'E.g. {"wxa_media_check": "moderation"}.');
}

function readRecord(file: string): Record<string, unknown> {
  const value = readJsonFile(file);
  if (isRecord(value)) return value;
  throw new EmulatorError(`${file} must hold a JSON object.`, 'Put the settings between { and }.');
}

function folder(root: string, config: Record<string, unknown>, key: string, file: string): string | null {
  const value = text(config[key]);
  if (value === null) return null;
  const dir = path.resolve(root, value);
  if (existsSync(dir) && statSync(dir).isDirectory()) return dir;
  throw new EmulatorError(`"${key}" in ${file} names ${dir}, which is not a folder.`, `Create the folder or correct "${key}".`);
}

function named(root: string, extras: Record<string, unknown>, key: string, kind: 'file' | 'folder'): string | null {
  const value = text(extras[key]);
  if (value === null) return null;
  const target = path.resolve(root, value);
  if (existsSync(target) && statSync(target).isDirectory() === (kind === 'folder')) return target;
  throw new EmulatorError(
    `"xiaodian.${key}" in ${path.join(root, 'package.json')} names ${target}, which is not a ${kind}.`,
    `Create the ${kind} or correct the entry.`,
  );
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
