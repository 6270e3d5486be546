/** Turns text into the terms under which a product is found: Han characters and their bigrams, and lower-case Latin words. */

const SEGMENT = /\p{Script=Han}+|[\p{Script=Latin}\p{Nd}]+/gu;
const PIECES = /\p{Nd}+|\p{Script=Latin}+/gu;
export const LONGEST_WORD = 32;
const MOST_TERMS = 400;

/** One form for what looks the same: full-width and half-width, capital and small. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Of any texts, in any order. */
export function searchTerms(texts: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const text of texts) {
    for (const segment of segmentsOf(text)) {
      if (!isHan(segment)) addWord(segment, terms);
      else {
        for (const character of segment) terms.add(character);
        for (const pair of bigrams(segment)) terms.add(pair);
      }
    }
  }
  return [...terms].slice(0, MOST_TERMS);
}

/** Runs of Han characters, and runs of letters and digits. */
export function segmentsOf(text: string): string[] {
  return normalise(text).match(SEGMENT) ?? [];
}

export function isHan(segment: string): boolean {
  return /^\p{Script=Han}/u.test(segment);
}

export function bigrams(segment: string): string[] {
  const characters = [...segment];
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}

/** `iphone15` is found as a whole and by `iphone`. */
function addWord(word: string, terms: Set<string>): void {
  terms.add(word.slice(0, LONGEST_WORD));
  for (const piece of word.match(PIECES) ?? []) terms.add(piece.slice(0, LONGEST_WORD));
}
