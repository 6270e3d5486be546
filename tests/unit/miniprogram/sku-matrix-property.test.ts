/** What the SKU sheet greys out, compared with trying every SKU: any number of attributes, holes in the matrix, up to 500 SKUs. */
import fc from 'fast-check';
import type { SkuAttr } from '../../../typings';
import { choose, matchSku, missingKeys, obviousSelection, skuGroups, type Selection } from '../../../miniprogram/utils/sku-matrix';

interface Item {
  skuId: string;
  attrs: SkuAttr[];
  available: number;
  image: string;
}

/** A number that follows from both, evenly spread. */
function noise(seed: number, i: number): number {
  let mixed = Math.imul(seed ^ Math.imul(i + 1, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** 1 to 5 attributes of 1 to 6 values; some combinations are missing, some sold out. */
const matrix = fc
  .record({ sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }), seed: fc.nat() })
  .map(({ sizes, seed }) => {
    let combinations: SkuAttr[][] = [[]];
    sizes.forEach((size, k) => {
      combinations = combinations.flatMap((attrs) => Array.from({ length: size }, (_, v) => [...attrs, { key: `k${k}`, value: `v${v}` }]));
    });
    const skus = combinations.slice(0, 500).flatMap((attrs, i): Item[] => {
      const luck = noise(seed, i) % 6;
      return luck === 0 ? [] : [{ skuId: `s${i}`, attrs, available: luck < 3 ? 0 : luck, image: '' }];
    });
    return skus;
  })
  .filter((skus) => skus.length > 0);
const picks = fc.array(fc.record({ group: fc.nat(4), option: fc.nat(5) }), { maxLength: 8 });

const has = ({ attrs }: Item, selection: Selection): boolean => Object.entries(selection).every(([key, value]) => attrs.some((attr) => attr.key === key && attr.value === value));

function walk(skus: Item[], taps: { group: number; option: number }[], look: (selection: Selection) => void): Selection {
  let selection = obviousSelection(skus);
  look(selection);
  for (const { group, option } of taps) {
    const groups = skuGroups(skus, selection);
    const { key, options } = groups[group % groups.length]!;
    const { value, disabled } = options[option % options.length]!;
    // The sheet lets nobody tap what is greyed out, unless to take it back.
    if (disabled && selection[key] !== value) continue;
    selection = choose(skus, selection, key, value);
    look(selection);
  }
  return selection;
}

test('an option is greyed out exactly when no SKU in stock has it together with the other choices', () => {
  fc.assert(
    fc.property(matrix, picks, (skus, taps) => {
      walk(skus, taps, (selection) => {
        for (const { key, options } of skuGroups(skus, selection)) {
          const { [key]: _own, ...others } = selection;
          for (const { value, disabled, selected } of options) {
            const buyable = skus.some((sku) => sku.available > 0 && has(sku, { ...others, [key]: value }));
            expect(disabled).toBe(!buyable);
            expect(selected).toBe(selection[key] === value);
          }
        }
      });
    }),
  );
});

test('every SKU in stock can be reached by tapping its values in any order, and is then the one that is matched', () => {
  fc.assert(
    fc.property(matrix, fc.nat(), fc.nat(), (skus, which, seed) => {
      const stocked = skus.filter(({ available }) => available > 0);
      if (stocked.length === 0) return;
      const wanted = stocked[which % stocked.length]!;
      let selection: Selection = {};
      const attrs = wanted.attrs.map((attr, i) => ({ attr, at: noise(seed, i) })).sort((a, b) => a.at - b.at);
      for (const { attr } of attrs) {
        const option = skuGroups(skus, selection).find(({ key }) => key === attr.key)!.options.find(({ value }) => value === attr.value)!;
        expect(option.disabled).toBe(false);
        selection = choose(skus, selection, attr.key, attr.value);
      }
      expect(missingKeys(skus, selection)).toEqual([]);
      expect(matchSku(skus, selection)!.skuId).toBe(wanted.skuId);
    }),
  );
});

test('a complete choice always names a SKU that exists', () => {
  fc.assert(
    fc.property(matrix, picks, (skus, taps) => {
      const selection = walk(skus, taps, () => {});
      if (missingKeys(skus, selection).length === 0) expect(matchSku(skus, selection)).not.toBeNull();
      else expect(matchSku(skus, selection)).toBeNull();
    }),
  );
});

test('five hundred SKUs of three attributes', () => {
  const skus: Item[] = Array.from({ length: 500 }, (_, i) => ({
    skuId: `s${i}`,
    attrs: [{ key: '颜色', value: `c${i % 10}` }, { key: '尺码', value: `m${Math.floor(i / 10) % 10}` }, { key: '款式', value: `k${Math.floor(i / 100)}` }],
    available: i % 7 === 0 ? 0 : 1,
    image: '',
  }));
  const selection = { 颜色: 'c0', 尺码: 'm0' };
  const [, , styles] = skuGroups(skus, selection);
  expect(styles!.options.map(({ disabled }) => disabled)).toEqual([true, false, false, false, false]);
});
