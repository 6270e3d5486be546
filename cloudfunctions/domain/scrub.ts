/** Takes what a person is known by out of documents that are kept. */

const SHORTEST = 2;
const HIDDEN = '***';

/** Texts that are to be found nowhere any more, the longest first. Very short ones would hit by chance. */
export function secretsOf(texts: readonly string[]): string[] {
  const distinct = new Set(texts.map((text) => text.trim()).filter((text) => [...text].length >= SHORTEST));
  return [...distinct].sort((a, b) => b.length - a.length);
}

/** The same value with every secret in its texts replaced; the very same object when none was in it. */
export function scrubbed<T>(value: T, secrets: readonly string[], by = HIDDEN): T {
  if (typeof value === 'string') {
    let text: string = value;
    for (const secret of secrets) if (text.includes(secret)) text = text.split(secret).join(by);
    return text as T;
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const next = value.map((one: unknown) => scrubbed(one, secrets, by));
    return next.some((one, i) => one !== value[i]) ? (next as T) : value;
  }
  const entries = Object.entries(value).map(([key, one]) => [key, scrubbed(one as unknown, secrets, by)] as const);
  return entries.some(([key, one]) => one !== (value as Record<string, unknown>)[key]) ? (Object.fromEntries(entries) as T) : value;
}
