/** Which element of an array a query met: what the positional `$` stands for, in updates and in projections. */
import { valueAt } from './paths';
import { testFor } from './reading';
import type { Document } from './types';

/** The first element of the array under a path that fulfils the query's condition on it; -1 if there is none. */
export function matchedElementOf(query: Document): (document: Document, path: string) => number {
  return (document, path) => {
    const array = valueAt(document, path);
    if (!Array.isArray(array)) return -1;
    const conditions = Object.keys(query).filter((key) => key === path || key.startsWith(`${path}.`));
    if (conditions.length === 0) return -1;
    const tests = conditions.map((key) => testFor({ [`a${key.slice(path.length)}`]: query[key] }));
    return array.findIndex((element) => tests.every((test) => test({ a: [element] })));
  };
}
