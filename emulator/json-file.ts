/** JSON files that people write: comments and trailing commas are tolerated, a mistake is named by its line. */
import { readFileSync } from 'node:fs';
import { EmulatorError, messageOf } from './errors';

/** The file's value. Throws an EmulatorError that names file and line. */
export function readJsonFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new EmulatorError(`Cannot read ${file}: ${messageOf(error)}`, 'Check that the file exists and may be read.', { cause: error });
  }
  return parseJson(text, file);
}

/** `place` is named in the error, usually the file's path. */
export function parseJson(text: string, place: string): unknown {
  const plain = blankComments(text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text);
  try {
    return JSON.parse(plain);
  } catch (error) {
    const line = lineOf(plain, messageOf(error));
    throw new EmulatorError(
      `${place}${line === null ? '' : `:${line}`} is not valid JSON: ${messageOf(error)}`,
      'Correct the file; commas, quotes and brackets are the usual suspects.',
      { cause: error },
    );
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Comments and trailing commas become blanks of the same length, so that positions in the text stay true. */
function blankComments(text: string): string {
  const token = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  const bare = text.replace(token, (found) => (found.startsWith('"') ? found : found.replace(/[^\n]/g, ' ')));
  return bare.replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g, (found) => (found === ',' ? ' ' : found));
}

function lineOf(text: string, message: string): number | null {
  const position = /position (\d+)/.exec(message);
  if (position) return text.slice(0, Number(position[1])).split('\n').length;
  return /end of JSON input/.test(message) ? text.split('\n').length : null;
}
