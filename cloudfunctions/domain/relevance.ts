/** How well a product answers a keyword, as a whole number: the title itself, its beginning, a part of it, parts of it. */
import { squeezed } from './product-terms';
import { bigrams, segmentsOf } from './search-terms';

interface Texts {
  title: string;
  subTitle: string;
}
/** More than anything else can bring. */
export const EXACT = 1000;

export function relevance(keyword: string, { title, subTitle }: Texts): number {
  const wanted = squeezed(keyword);
  const name = squeezed(title);
  if (wanted === '') return 0;
  if (name === wanted) return EXACT;
  const place = name.indexOf(wanted);
  if (place === 0) return 800;
  if (place > 0) return 700 - Math.min(place, 60);
  const parts = partsOf(keyword);
  return Math.round(500 * share(parts, name) + 60 * share(parts, squeezed(subTitle)));
}

/** Pairs and single characters, so that a slip costs little. */
function partsOf(keyword: string): string[] {
  return segmentsOf(keyword).flatMap((segment) => [...segment, ...bigrams(segment)]);
}

function share(parts: readonly string[], text: string): number {
  return parts.filter((part) => text.includes(part)).length / parts.length;
}
