/** A function's config.json, as the platform reads it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { EmulatorError } from '../../errors';
import { isRecord, readJsonFile } from '../../json';

export interface FunctionConfig {
  /** Seconds. */
  timeout: number;
  memoryMb: number;
  /** Names of the open APIs that the function may call. */
  openapi: string[];
  triggers: Trigger[];
}
export interface Trigger {
  name: string;
  /** Seven fields: second minute hour day month weekday year. */
  cron: string;
}

/** What the platform gives a function that says nothing. */
export const DEFAULTS: FunctionConfig = { timeout: 3, memoryMb: 256, openapi: [], triggers: [] };
/** The console's own range. */
const TIMEOUT_RANGE = [1, 60] as const;
const MEMORY_RANGE = [64, 3072] as const;

/** Of the function in `folder`. Throws an EmulatorError that names file and field. */
export function readFunctionConfig(folder: string): FunctionConfig {
  const file = path.join(folder, 'config.json');
  if (!existsSync(file)) return DEFAULTS;
  const value = readJsonFile(file);
  if (!isRecord(value)) throw wrong(file, 'the file', 'an object');
  return {
    timeout: number(file, value, 'timeout', TIMEOUT_RANGE) ?? DEFAULTS.timeout,
    memoryMb: number(file, value, 'memorySize', MEMORY_RANGE) ?? DEFAULTS.memoryMb,
    openapi: readOpenapi(file, value.permissions),
    triggers: readTriggers(file, value.triggers),
  };
}

function readOpenapi(file: string, permissions: unknown): string[] {
  if (permissions === undefined) return [];
  if (!isRecord(permissions)) throw wrong(file, 'permissions', 'an object');
  const names = permissions.openapi ?? [];
  if (!Array.isArray(names) || !names.every((name): name is string => typeof name === 'string')) {
    throw wrong(file, 'permissions.openapi', 'a list of API names such as "security.msgSecCheck"');
  }
  return names;
}

function readTriggers(file: string, triggers: unknown): Trigger[] {
  if (triggers === undefined) return [];
  if (!Array.isArray(triggers)) throw wrong(file, 'triggers', 'a list');
  return triggers.map((trigger: unknown, index) => {
    const place = `triggers[${index}]`;
    if (!isRecord(trigger)) throw wrong(file, place, 'an object');
    const { name, type, config } = trigger;
    if (typeof name !== 'string' || name === '') throw wrong(file, `${place}.name`, 'a name');
    if (type !== 'timer') throw wrong(file, `${place}.type`, '"timer"');
    if (typeof config !== 'string' || config.trim().split(/\s+/).length !== 7) {
      throw wrong(file, `${place}.config`, 'seven fields: second minute hour day month weekday year, e.g. "0 */5 * * * * *"');
    }
    return { name, cron: config };
  });
}

function number(file: string, value: Record<string, unknown>, key: string, [low, high]: readonly [number, number]): number | undefined {
  const found = value[key];
  if (found === undefined) return undefined;
  if (typeof found !== 'number' || found < low || found > high) throw wrong(file, key, `a number from ${low} to ${high}`);
  return found;
}

function wrong(file: string, field: string, expected: string): EmulatorError {
  return new EmulatorError(`${file}: ${field} must be ${expected}.`, 'Correct the file; the function answers with this error until then.');
}
