/** Reads chosen fields of a stored text from its bytes, without parsing the rest: for keys of many documents at once. */
import { parseStored } from './ejson';
import type { Document, Value } from './types';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const [open, close] = [0x7b, 0x7d];
const [openList, closeList] = [0x5b, 0x5d];

export class FieldReader {
  private readonly names: { name: string; bytes: Buffer }[];

  /** Names of fields of the outermost object. */
  constructor(names: readonly string[]) {
    this.names = [...new Set(names)].map((name) => ({ name, bytes: Buffer.from(JSON.stringify(name)) }));
  }

  /** A document with those of the fields that are there. The bytes are JSON without white space, as storedText makes it. */
  read(bytes: Buffer, from: number, to: number): Document {
    const found: Document = {};
    let missing = this.names.length;
    for (let at = from + 1; at < to - 1 && missing > 0; at++) {
      const keyEnd = endOfText(bytes, at);
      const valueEnd = endOfValue(bytes, keyEnd + 1);
      for (const { name, bytes: key } of this.names) {
        if (!isAt(bytes, at, keyEnd, key)) continue;
        found[name] = valueOf(bytes, keyEnd + 1, valueEnd);
        missing--;
        break;
      }
      at = valueEnd;
    }
    return found;
  }
}

function isAt(bytes: Buffer, from: number, to: number, key: Buffer): boolean {
  if (to - from !== key.length) return false;
  for (let i = 1; i < key.length; i++) if (bytes[from + i] !== key[i]) return false;
  return true;
}

/** Behind the closing quote of the text that begins here. */
function endOfText(bytes: Buffer, from: number): number {
  let at = from + 1;
  for (; bytes[at] !== quote; at++) if (bytes[at] === backslash) at++;
  return at + 1;
}

function endOfValue(bytes: Buffer, from: number): number {
  const first = bytes[from]!;
  if (first === quote) return endOfText(bytes, from);
  let at = from;
  if (first !== open && first !== openList) {
    while (bytes[at] !== comma && bytes[at] !== close) at++;
    return at;
  }
  for (let depth = 0; ; at++) {
    const byte = bytes[at]!;
    if (byte === quote) at = endOfText(bytes, at) - 1;
    else if (byte === open || byte === openList) depth++;
    else if ((byte === close || byte === closeList) && --depth === 0) return at + 1;
  }
}

function valueOf(bytes: Buffer, from: number, to: number): Value {
  if (bytes[from] === quote) {
    const text = bytes.toString('utf8', from + 1, to - 1);
    return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
  }
  const text = bytes.toString('utf8', from, to);
  const first = bytes[from]!;
  if (first === open || first === openList) return parseStored(text);
  return JSON.parse(text) as Value;
}
