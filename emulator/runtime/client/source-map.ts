/** Stack traces in terms of the files that people wrote. Chrome does this in its console only, not in `error.stack`. */

interface RawMap {
  sources: string[];
  mappings: string;
}
/** Generated line → segments of [generated column, source line, source column]. */
type Lines = [number, number, number][][];

const maps = new Map<string, { raw: string; lines: Lines | null }>();

/** `raw` is the module's source map as JSON, '' for none. */
export function addSourceMap(id: string, raw: string): void {
  if (raw) maps.set(id, { raw, lines: null });
}

/** URL under which a module runs; it ends in the path of its source. */
export function scriptUrl(id: string): string {
  return `${location.origin}/__rt/script/${id}`;
}

/** Replaces `http://host/__rt/script/pages/a.ts:12:5` by `pages/a.ts:9:3`, and leaves the run time's own frames out. */
export function mapStack(stack: string): string {
  const lines = stack.split('\n');
  const own = lines.filter((line) => !line.includes(`${location.origin}/__rt/client.js`));
  return mapUrls((own.some((line) => line.includes(scriptUrl(''))) ? own : lines).join('\n'));
}

function mapUrls(stack: string): string {
  const prefix = scriptUrl('').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return stack.replace(new RegExp(`${prefix}([^\\s()]+?):(\\d+):(\\d+)`, 'g'), (_, id: string, line: string, column: string) => {
    const [sourceLine, sourceColumn] = originalPosition(id, Number(line), Number(column));
    return `${id}:${sourceLine}:${sourceColumn}`;
  });
}

/** Lines and columns from 1. */
function originalPosition(id: string, line: number, column: number): [number, number] {
  const entry = maps.get(id);
  if (!entry) return [line, column];
  entry.lines ??= decode((JSON.parse(entry.raw) as RawMap).mappings);
  const segments = entry.lines[line - 1] ?? [];
  const segment = segments.filter(([generated]) => generated <= column - 1).at(-1) ?? segments[0];
  return segment ? [segment[1] + 1, segment[2] + 1] : [line, column];
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 VLQ: the deltas of generated column, source, source line, source column. */
function decode(mappings: string): Lines {
  let [line, column] = [0, 0];
  return mappings.split(';').map((text) => {
    let generated = 0;
    const segments: Lines[number] = [];
    for (const part of text.split(',')) {
      const values = numbers(part);
      generated += values[0] ?? 0;
      if (values.length < 4) continue;
      line += values[2] as number;
      column += values[3] as number;
      segments.push([generated, line, column]);
    }
    return segments;
  });
}

function numbers(text: string): number[] {
  const result: number[] = [];
  let [value, shift] = [0, 0];
  for (const char of text) {
    const digit = DIGITS.indexOf(char);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    result.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return result;
}
