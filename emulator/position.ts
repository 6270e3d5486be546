/** Where in a text. */
export interface Position {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Where `needle` first stands in `text`; null when nowhere. */
export function positionOf(text: string, needle: string): Position | null {
  const offset = text.indexOf(needle);
  return offset < 0 ? null : positionAt(text, offset);
}
