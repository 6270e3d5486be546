/**
 * Everything that a product is found under, in one list of terms, so that one index a sort order serves every list: words, pinyin and
 * initials of its texts, and marks for its category, shop and attributes. A mark has a `:` or a `=`, which no word has.
 */
import type { SkuAttr } from '../../typings';
import { syllablesOf } from './pinyin';
import { isHan, LONGEST_WORD, normalise, searchTerms, segmentsOf } from './search-terms';

const MOST_TERMS = 600;
const MOST_ATTRIBUTES = 60;
/** Shorter ones have too many neighbours. */
export const SHORTEST_WITH_TYPO = 4;

export interface FoundBy {
  title: string;
  subTitle: string;
  shopId: string;
  shopName: string;
  categoryIds: readonly string[];
  categoryNames: readonly string[];
  params: readonly SkuAttr[];
  skus: readonly { attrs: readonly SkuAttr[] }[];
}

export function productTerms({ title, subTitle, shopId, shopName, categoryIds, categoryNames, params, skus }: FoundBy): string[] {
  const attributes = new Set([...params, ...skus.flatMap(({ attrs }) => attrs)].map(attributeMark));
  const spoken = [title, ...categoryNames, shopName];
  const terms = new Set([
    titleMark(title),
    placeMark({ shopId }),
    ...categoryIds.flatMap((categoryId) => [placeMark({ categoryId }), placeMark({ categoryId, shopId })]),
    ...[...attributes].slice(0, MOST_ATTRIBUTES),
    ...searchTerms([title, subTitle, shopName, ...categoryNames]),
    ...spoken.flatMap((text) => segmentsOf(text).flatMap((segment) => (isHan(segment) ? soundsOf(segment) : neighboursOf(segment)))),
  ]);
  return [...terms].slice(0, MOST_TERMS);
}

/** Of one category, of one shop, or of both. */
export function placeMark({ categoryId, shopId }: { categoryId?: string; shopId?: string }): string {
  return `${categoryId === undefined ? '' : `c:${categoryId}`}${shopId === undefined ? '' : `s:${shopId}`}`;
}

export function attributeMark({ key, value }: SkuAttr): string {
  return `a:${normalise(key).trim().slice(0, 20)}=${normalise(value).trim().slice(0, 40)}`;
}

/** For a title that is exactly what was searched for. */
export function titleMark(title: string): string {
  return `t:${squeezed(title).slice(0, 80)}`;
}

/** Letters, digits and Han characters alone. */
export function squeezed(text: string): string {
  return segmentsOf(text).join('');
}

/** Syllables alone and in twos and threes, initials in twos and threes: a query of any length is made of these. */
function soundsOf(han: string): string[] {
  const syllables = syllablesOf(han);
  const initials = syllables.map((syllable) => syllable.charAt(0));
  return [...syllables, ...[2, 3].flatMap((size) => [...runs(syllables, size), ...runs(initials, size)])];
}

/** `['ma','ke','bei']` by 2: `make`, `kebei`. */
export function runs(parts: readonly string[], size: number): string[] {
  return parts.slice(size - 1).map((_, i) => parts.slice(i, i + size).join(''));
}

/** A word with one letter left out, each of them: two words that are one slip apart share one. None for a short word. */
export function neighboursOf(word: string): string[] {
  const cut = word.slice(0, LONGEST_WORD);
  if (cut.length < SHORTEST_WITH_TYPO) return [];
  return [cut, ...[...cut].map((_, i) => cut.slice(0, i) + cut.slice(i + 1))].map((near) => `n:${near}`);
}
