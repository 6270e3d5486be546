/** JSON that people write: comments and trailing commas are tolerated, as in WeChat's tools, and a mistake has a place. */
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { readFileSync } from 'node:fs';
import { EmulatorError, messageOf } from './errors';
import { positionAt, type Position } from './position';

export class JsonError extends Error {
  constructor(
    /** What was expected, without the place. */
    message: string,
    readonly at: Position,
  ) {
    super(message);
  }
}

/** Throws a JsonError. */
export function parseJson(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, ' ');
  try {
    return JSON.parse(plain);
  } catch {
    const mistakes: ParseError[] = [];
    const value: unknown = parse(plain, mistakes, { allowTrailingComma: true });
    const [first] = mistakes;
    if (first) throw new JsonError(`${expectations[printParseErrorCode(first.error)] ?? 'something else expected'}, ${foundAt(plain, first.offset)}`, positionAt(plain, first.offset));
    return value;
  }
}

/** The file's value. Throws an EmulatorError that names file and line. */
export function readJsonFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new EmulatorError(`Cannot read ${file}: ${messageOf(error)}`, 'Check that the file exists and may be read.', { cause: error });
  }
  return parseJsonFile(text, file);
}

/** As readJsonFile, of a text that is already read. */
export function parseJsonFile(text: string, file: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new EmulatorError(`${file}:${error.at.line} is not valid JSON: ${error.message}`, 'Correct the file; commas, quotes and brackets are the usual suspects.', { cause: error });
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By the names that jsonc-parser gives its error codes. */
const expectations: Record<string, string> = {
  InvalidSymbol: 'a value or a name in double quotes expected',
  InvalidNumberFormat: 'a number expected',
  PropertyNameExpected: 'a name in double quotes expected',
  ValueExpected: 'a value expected',
  ColonExpected: '":" expected',
  CommaExpected: '"," expected',
  CloseBraceExpected: '"," or "}" expected',
  CloseBracketExpected: '"," or "]" expected',
  EndOfFileExpected: 'nothing more expected after the end of the document',
  UnexpectedEndOfComment: 'the end of the comment expected',
  UnexpectedEndOfString: 'the end of the string expected on the same line',
  UnexpectedEndOfNumber: 'a whole number expected',
  InvalidUnicode: 'four hexadecimal digits expected after \\u',
  InvalidEscapeCharacter: 'only valid escapes expected in the string',
  InvalidCharacter: 'no control characters expected',
};

function foundAt(text: string, offset: number): string {
  return text.slice(offset).trim() === '' ? 'the text ends' : `found ${JSON.stringify(text[offset])}`;
}
