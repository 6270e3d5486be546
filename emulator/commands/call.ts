/** `xiaodian call`: one cloud function, called on the running cloud. */
import { text } from 'node:stream/consumers';
import type { Invocation } from '../contracts';
import { EmulatorError } from '../errors';
import { JsonError, parseJson } from '../json';
import { control } from './control';

export interface CallOptions {
  data: string;
  /** Openid; absent: as an administrator's script. */
  as?: string;
}

/** Prints the result as one line of JSON. A call that failed is an error; a result that says no is a result. */
export async function call(name: string, json: string, { data, as: openid }: CallOptions): Promise<void> {
  const event = parseEvent(json === '-' ? await text(process.stdin) : json);
  const { result, error } = (await control(data, 'invoke', { name, event, as: openid })) as unknown as Invocation;
  if (error) throw new EmulatorError(`${name} failed (${error.errCode}): ${error.errMsg}`, `Its log is in the terminal of dev.`);
  process.stdout.write(`${JSON.stringify(result ?? null)}\n`);
}

/** The event, or an error that points at the place. As forgiving as WeChat's tools: comments and trailing commas are fine. */
export function parseEvent(json: string): unknown {
  try {
    return parseJson(json);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const { line, column } = error.at;
    const shown = json.split('\n')[line - 1] ?? '';
    const start = Math.max(0, column - 41);
    const pointer = `  ${shown.slice(start, start + 80)}\n  ${' '.repeat(column - 1 - start)}^`;
    throw new EmulatorError(
      `The event is not JSON, at line ${line}, column ${column}: ${error.message}\n${pointer}`,
      `Names and texts need double quotes; put the whole between single quotes: xiaodian call catalog '{"action":"home"}'`,
      { cause: error },
    );
  }
}
