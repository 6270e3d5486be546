/** Everything that is in a title leads to it: its characters, its sound, its initials, and what was meant by a slip. */
import fc from 'fast-check';
import type { SpuDoc } from '../../../cloudfunctions/data/documents';
import { syllablesOf } from '../../../cloudfunctions/domain/pinyin';
import { readingsOf } from '../../../cloudfunctions/domain/pinyin-letters';
import { attributeMark, placeMark, productTerms, runs, titleMark } from '../../../cloudfunctions/domain/product-terms';
import { EXACT, relevance } from '../../../cloudfunctions/domain/relevance';
import { looseClauses, searchClauses, type Clause } from '../../../cloudfunctions/domain/search-query';
import { isHan, searchTerms, segmentsOf } from '../../../cloudfunctions/domain/search-terms';
import { seed } from '../../../cloudfunctions/seeds/demo/index';

const spus = (seed.documents({ now: Date.UTC(2026, 10, 23, 4), fileID: (path) => path }).spus ?? []) as unknown as SpuDoc[];
const terms = new Map(spus.map((spu) => [spu._id, new Set(spu.terms)]));
const meets = (id: string, clauses: Clause[]) => clauses.some((clause) => clause.every((term) => terms.get(id)!.has(term)));

/** Every run of Han characters in the titles of the demo, with its product. */
const texts = spus.flatMap(({ _id, title }) => segmentsOf(title).filter(isHan).map((text) => ({ id: _id, text, sounds: syllablesOf(text) })));
/** A piece of one of them of at least so many characters. */
const pieceOf = (least: number) => {
  const long = texts.filter(({ text }) => [...text].length >= least);
  return fc.tuple(fc.nat(long.length - 1), fc.nat(), fc.nat()).map(([which, from, length]) => {
    const { id, text, sounds } = long[which]!;
    const characters = [...text];
    const start = from % (characters.length - least + 1);
    const end = start + least + (length % (characters.length - start - least + 1));
    return { id, characters: characters.slice(start, end), sounds: sounds.slice(start, end) };
  });
};

describe('a product is found', () => {
  test('by each of its pairs and characters', () => {
    for (const { id, text } of texts) {
      for (const query of [...text, ...runs([...text], 2)]) expect([query, meets(id, searchClauses(query))]).toEqual([query, true]);
    }
  });
  test('by any piece of its title, in characters, pinyin and initials', () => {
    fc.assert(
      fc.property(pieceOf(2), ({ id, characters, sounds }) => {
        for (const query of [characters.join(''), sounds.join(''), sounds.map((sound) => sound.charAt(0)).join('')]) {
          expect([query, meets(id, searchClauses(query))]).toEqual([query, true]);
        }
      }),
      { numRuns: 300 },
    );
  });
  test('with one slip in four characters or more', () => {
    const slip = fc.record({ kind: fc.constantFrom('wrong', 'missing', 'added', 'turned'), place: fc.nat() });
    fc.assert(
      fc.property(pieceOf(5), slip, ({ id, characters }, { kind, place }) => {
        const at = place % (characters.length - 1);
        const typed = [...characters];
        if (kind === 'wrong') typed[at] = '囧';
        else if (kind === 'missing') typed.splice(at, 1);
        else if (kind === 'added') typed.splice(at, 0, '囧');
        else [typed[at], typed[at + 1]] = [typed[at + 1]!, typed[at]!];
        const query = typed.join('');
        expect([query, meets(id, [...searchClauses(query), ...looseClauses(query)])]).toEqual([query, true]);
      }),
      { numRuns: 300 },
    );
  });
  test('with one slip in a word of letters', () => {
    const product = { title: '复古机械键盘 Keychron 同款', subTitle: '', shopId: 's', shopName: '', categoryIds: [], categoryNames: [], params: [], skus: [] };
    const found = new Set(productTerms(product));
    for (const query of ['keychron', 'keychrn', 'keychronn', 'kaychron', 'kyechron', '机械键盘 keychorn']) {
      expect([query, [...searchClauses(query), ...looseClauses(query)].some((clause) => clause.every((term) => found.has(term)))]).toEqual([query, true]);
    }
    expect(looseClauses('keys board').some((clause) => clause.every((term) => found.has(term)))).toBe(false);
  });
  test('not by something else', () => {
    const hits = (query: string) => spus.filter(({ _id }) => meets(_id, [...searchClauses(query), ...looseClauses(query)])).length;
    for (const query of ['囧', '飞机引擎零件', 'zzzz', 'qqqqq', '囧马囧杯']) expect([query, hits(query)]).toEqual([query, 0]);
  });
});

describe('a query', () => {
  test('is pairs rather than characters, the longest first', () => {
    expect(searchClauses('青瓷杯')).toEqual([['青瓷', '瓷杯']]);
    expect(searchClauses('  A5 杯 ')).toEqual([['a5', '杯']]);
    expect(searchClauses('！？ …')).toEqual([]);
    expect(searchClauses('makebei')).toEqual([['makebei']]);
    expect(searchClauses('qcmkb')).toEqual([['qcmkb'], ['qcm', 'cmk', 'mkb']]);
  });
  test('of any text is bounded', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'青花瓷茶杯xianabo12 -ü'), maxLength: 200 }), (typed) => {
        const exact = searchClauses(typed);
        const loose = looseClauses(typed);
        expect(exact.length).toBeLessThanOrEqual(8);
        expect(loose.length).toBeLessThanOrEqual(16);
        for (const clause of [...exact, ...loose]) {
          expect(clause.length).toBeGreaterThan(0);
          expect(clause.length).toBeLessThanOrEqual(12);
        }
      }),
    );
  });
  test('cannot name a mark', () => {
    for (const mark of [placeMark({ shopId: 'shop-1' }), placeMark({ categoryId: 'c', shopId: 's' }), attributeMark({ key: '颜色', value: '白' }), titleMark('青瓷')]) {
      expect(searchClauses(mark).flat()).not.toContain(mark);
    }
  });
});

test('pinyin is read in every way, the fewest syllables first', () => {
  expect(readingsOf('xian', 4)).toEqual([['xian'], ['xi', 'an']]);
  expect(readingsOf('nvzhuang', 4)).toEqual([['nv', 'zhuang'], ['nv', 'zhu', 'ang']]);
  expect(readingsOf('qcmkb', 4)).toEqual([]);
  expect(syllablesOf('音乐绿茶')).toEqual(['yin', 'yue', 'lv', 'cha']);
});

describe('terms', () => {
  test('of a text: characters, pairs and words', () => {
    expect(searchTerms(['青瓷杯 iPhone15', 'ＡＢＣ']).sort()).toEqual(['青', '瓷', '杯', '青瓷', '瓷杯', 'iphone15', '15', 'iphone', 'abc'].sort());
    expect(searchTerms(['', '！，。 '])).toEqual([]);
  });
  test('are bounded, however long the text', () => {
    const long = Array.from({ length: 5000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('');
    expect(searchTerms([long]).length).toBeLessThanOrEqual(400);
    const skus = Array.from({ length: 100 }, (_, i) => ({ attrs: [{ key: '颜色', value: `第 ${i} 种` }] }));
    const all = productTerms({ title: long.slice(0, 60), subTitle: long.slice(60, 78), shopId: 's', shopName: long.slice(78, 98), categoryIds: ['a', 'b'], categoryNames: ['甲', '乙'], params: [], skus });
    expect(all.length).toBeLessThanOrEqual(600);
    expect(all).toEqual(expect.arrayContaining(['s:s', 'c:a', 'c:bs:s', titleMark(long.slice(0, 60)), 'jia']));
    expect(new Set(all).size).toBe(all.length);
  });
  test('of the demo stay well below the bound', () => {
    for (const { _id, terms: own } of spus) expect([_id, own.length < 500]).toEqual([_id, true]);
  });
});

describe('relevance', () => {
  const of = (keyword: string, title: string, subTitle = '') => relevance(keyword, { title, subTitle });
  test('puts the very title first, then its beginning, a part, parts, the sub-title', () => {
    const scores = [of('青瓷 杯', '青瓷杯'), of('青瓷杯', '青瓷杯 大号'), of('青瓷杯', '手工青瓷杯'), of('青瓷杯', '青瓷茶杯'), of('青瓷杯', '白瓷碗', '配青瓷杯'), of('青瓷杯', '台灯')];
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(scores.length);
    expect(scores[0]).toBe(EXACT);
  });
  test('is highest for the title itself, whatever else is there', () => {
    fc.assert(
      fc.property(fc.nat(spus.length - 1), fc.nat(spus.length - 1), (a, b) => {
        const keyword = spus[a]!.title;
        if (spus[b]!.title !== keyword) expect(relevance(keyword, spus[b]!)).toBeLessThan(relevance(keyword, spus[a]!));
      }),
    );
  });
});
