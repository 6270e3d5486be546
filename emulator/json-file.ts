/** JSON files that people write: comments and trailing commas are tolerated, a mistake is named by its line. */
import { transformSync, type TransformFailure } from 'esbuild';
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
    const { line, why } = mistakeIn(plain, messageOf(error));
    throw new EmulatorError(`${place}${line} is not valid JSON: ${why}`, 'Correct the file; commas, quotes and brackets are the usual suspects.', { cause: error });
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

/** JSON.parse seldom says where; esbuild's reader always does. */
function mistakeIn(text: string, message: string): { line: string; why: string } {
  try {
    transformSync(text, { loader: 'json', logLevel: 'silent' });
    return { line: '', why: message };
  } catch (error) {
    const [first] = (error as TransformFailure).errors ?? [];
    return { line: first?.location ? `:${first.location.line}` : '', why: first?.text ?? message };
  }
}
