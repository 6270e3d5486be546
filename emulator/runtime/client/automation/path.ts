/** Paths into data as setData writes them: `list[1].title`. */

export function valueAt(data: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>((value, key) => (value === null || value === undefined ? undefined : (value as Record<string, unknown>)[key]), data);
}

function keysOf(path: string): string[] {
  const keys = path.match(/[^.[\]]+/g) ?? [];
  if (keys.length === 0) throw new Error(`"${path}" is not a path into data`);
  return keys;
}
