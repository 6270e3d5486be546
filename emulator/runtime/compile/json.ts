/** JSON as WeChat's tools read it: comments and trailing commas are tolerated, and an error has a place. */
import { positionAt, type Position } from './problems';

export class JsonError extends Error {
  constructor(
    message: string,
    readonly at: Position,
  ) {
    super(message);
  }
}

/** Throws a JsonError. */
export function parseJson(text: string): unknown {
  const clean = withoutComments(text.replace(/^\uFEFF/, ' '));
  try {
    return JSON.parse(clean);
  } catch {
    return new Reader(clean).document();
  }
}

/** Blanks comments and trailing commas, so that every position stays. */
function withoutComments(text: string): string {
  return text
    .replace(/"(?:\\.|[^"\\\n])*"|\/\/.*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith('"') ? part : part.replace(/[^\n]/g, ' ')))
    .replace(/"(?:\\.|[^"\\\n])*"|,(?=\s*[}\]])/g, (part) => (part === ',' ? ' ' : part));
}

/** Only used on text that JSON.parse refused: finds the place and says what was expected. */
class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  document(): unknown {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail('nothing more after the end of the document');
    return value;
  }

  private value(): unknown {
    this.space();
    const char = this.text[this.at];
    if (char === '{') return this.object();
    if (char === '[') return this.array();
    if (char === '"') return this.string();
    const word = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/.exec(this.text.slice(this.at, this.at + 40))?.[0];
    if (word === undefined) this.fail('a value');
    this.at += word.length;
    return JSON.parse(word) as unknown;
  }

  private object(): unknown {
    const result: Record<string, unknown> = {};
    this.at++;
    if (this.take('}')) return result;
    do {
      this.space();
      if (this.text[this.at] !== '"') this.fail('a name in double quotes');
      const name = this.string();
      if (!this.take(':')) this.fail('":"');
      result[name] = this.value();
    } while (this.take(','));
    if (!this.take('}')) this.fail('"," or "}"');
    return result;
  }

  private array(): unknown {
    const result: unknown[] = [];
    this.at++;
    if (this.take(']')) return result;
    do result.push(this.value());
    while (this.take(','));
    if (!this.take(']')) this.fail('"," or "]"');
    return result;
  }

  private string(): string {
    const word = /^"(?:\\.|[^"\\\n])*"/.exec(this.text.slice(this.at))?.[0];
    if (word === undefined) this.fail('the end of the string on the same line');
    try {
      const value = JSON.parse(word) as string;
      this.at += word.length;
      return value;
    } catch {
      this.fail('only valid escapes in the string');
    }
  }

  private take(char: string): boolean {
    this.space();
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }
  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
  private fail(expected: string): never {
    const found = this.at >= this.text.length ? 'the file ends' : `found ${JSON.stringify(this.text[this.at])}`;
    throw new JsonError(`broken JSON: expected ${expected}, ${found}`, positionAt(this.text, this.at));
  }
}
