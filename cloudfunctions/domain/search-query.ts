/** What was typed, as conditions on the terms of products: every clause is a way to be found, and names terms that must all be there. */
import { neighboursOf, runs, SHORTEST_WITH_TYPO } from './product-terms';
import { readingsOf } from './pinyin-letters';
import { bigrams, isHan, LONGEST_WORD, segmentsOf } from './search-terms';

/** Terms, the most telling first: the index is entered with that one. */
export type Clause = string[];

const MOST_SEGMENTS = 6;
const MOST_TERMS = 12;
const MOST_CLAUSES = 8;
const MOST_LOOSE_CLAUSES = 16;
const LONGEST_BY_PLACE = 12;
const LONGEST_SOUND = 60;
const READINGS = 4;

/** Empty when nothing in the keyword can be searched for. */
export function searchClauses(keyword: string): Clause[] {
  const ways = segmentsOf(keyword).slice(0, MOST_SEGMENTS).map(waysOf);
  return ways.length === 0 ? [] : combined(ways).slice(0, MOST_CLAUSES).map(tidy);
}

/** The same with one slip in it: a character too much, too few, wrong, or two in the wrong order. Empty for a keyword below four characters. */
export function looseClauses(keyword: string): Clause[] {
  const segments = segmentsOf(keyword).slice(0, MOST_SEGMENTS);
  if ([...segments.join('')].length < SHORTEST_WITH_TYPO) return [];
  const clauses = segments.flatMap((segment, i) => {
    const others = segments.filter((_, j) => j !== i).flatMap((other) => waysOf(other)[0]!);
    return slipsOf(segment, others.length > 0).map((terms) => tidy([...terms, ...others]));
  });
  return clauses.filter(({ length }) => length > 0).slice(0, MOST_LOOSE_CLAUSES);
}

function waysOf(segment: string): Clause[] {
  if (isHan(segment)) return [[...segment].length === 1 ? [segment] : bigrams(segment)];
  const word = segment.slice(0, LONGEST_WORD);
  const letters = segment.slice(0, LONGEST_SOUND).replaceAll('ü', 'v');
  if (!/^[a-z]+$/.test(letters)) return [[word]];
  const readings = readingsOf(letters, READINGS).map((syllables) => (syllables.length < 4 ? [word] : runs(syllables, 3)));
  // No syllable begins with these.
  const initials = letters.length > 3 && !/[iuv]/.test(letters) ? [runs([...letters], 3)] : [];
  const ways = [[word], ...readings, ...initials];
  return ways.filter((way, i) => ways.findIndex((other) => other.join() === way.join()) === i);
}

/** One choice of each. */
function combined(ways: Clause[][]): Clause[] {
  return ways.reduce<Clause[]>((made, choices) => made.flatMap((before) => choices.map((choice) => [...before, ...choice])).slice(0, MOST_CLAUSES), [[]]);
}

/**
 * What is left of a segment when one place in it is not to be trusted. Of Han text: the pairs that do not touch the place, and the
 * characters that are left alone beside it; and, for two in the wrong order, all characters in any order.
 */
function slipsOf(segment: string, othersTell: boolean): Clause[] {
  if (!isHan(segment)) return neighboursOf(segment).map((near) => [near]);
  const characters = [...segment];
  if (characters.length === 1) return othersTell ? [[]] : [];
  // One slip leaves one half of a long text as it is, or, where the halves meet, what lies further out.
  const half = characters.length >> 1;
  if (characters.length > LONGEST_BY_PLACE) {
    const outer = [...partOf(characters.slice(0, half - 1)), ...partOf(characters.slice(half + 1))];
    return [partOf(characters.slice(0, half)), partOf(characters.slice(half)), outer];
  }
  const around = characters.map((_, place) => [...partOf(characters.slice(0, place)), ...partOf(characters.slice(place + 1))]);
  return [...around, ...(characters.length > 2 ? [characters] : [])];
}

function partOf(characters: string[]): Clause {
  return characters.length < 2 ? characters : bigrams(characters.join(''));
}

function tidy(terms: Clause): Clause {
  return [...new Set(terms)].sort((a, b) => b.length - a.length).slice(0, MOST_TERMS);
}
