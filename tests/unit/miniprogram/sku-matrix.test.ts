import fc from 'fast-check';
import type { StockedSku } from '../../../typings';
import { attrKeys, attrText, choose, matchSku, missingKeys, obviousSelection, skuGroups } from '../../../miniprogram/utils/sku-matrix';

function sku(available: number, attrs: Record<string, string>, image = ''): StockedSku {
  return {
    skuId: Object.values(attrs).join('-'),
    attrs: Object.entries(attrs).map(([key, value]) => ({ key, value })),
    priceFen: 100,
    marketPriceFen: 0,
    image,
    skuCode: '',
    available,
  };
}

const SHIRTS = [
  sku(3, { 颜色: '蓝', 尺码: 'S' }, 'blue'),
  sku(0, { 颜色: '蓝', 尺码: 'M' }, 'blue'),
  sku(5, { 颜色: '白', 尺码: 'M' }, 'white'),
];
const states = (selection: Record<string, string>) =>
  Object.fromEntries(skuGroups(SHIRTS, selection).flatMap(({ options }) => options.map(({ value, disabled }) => [value, disabled ? 'off' : 'on'])));

describe('the SKU matrix', () => {
  test('names attributes and values in order of appearance, each once', () => {
    expect(attrKeys(SHIRTS)).toEqual(['颜色', '尺码']);
    expect(skuGroups(SHIRTS, {}).map(({ options }) => options.map(({ value }) => value))).toEqual([['蓝', '白'], ['S', 'M']]);
  });

  test('greys out what cannot be bought with what is chosen', () => {
    expect(states({})).toEqual({ 蓝: 'on', 白: 'on', S: 'on', M: 'on' });
    expect(states({ 颜色: '蓝' })).toEqual({ 蓝: 'on', 白: 'on', S: 'on', M: 'off' });
    expect(states({ 颜色: '白' })).toEqual({ 蓝: 'on', 白: 'on', S: 'off', M: 'on' });
    expect(states({ 尺码: 'M' })).toEqual({ 蓝: 'off', 白: 'on', S: 'on', M: 'on' });
  });

  test('shows pictures at the first attribute only', () => {
    const [colours, sizes] = skuGroups(SHIRTS, {});
    expect(colours?.options.map(({ image }) => image)).toEqual(['blue', 'white']);
    expect(sizes?.options.every(({ image }) => image === '')).toBe(true);
  });

  test('finds the SKU once every attribute is chosen', () => {
    expect(matchSku(SHIRTS, { 颜色: '白' })).toBeNull();
    expect(missingKeys(SHIRTS, { 颜色: '白' })).toEqual(['尺码']);
    expect(matchSku(SHIRTS, { 颜色: '白', 尺码: 'M' })?.skuId).toBe('白-M');
    expect(matchSku(SHIRTS, { 颜色: '白', 尺码: 'S' })).toBeNull();
  });

  test('a second tap takes the choice back', () => {
    expect(choose(SHIRTS, { 颜色: '白', 尺码: 'M' }, '颜色', '白')).toEqual({ 尺码: 'M' });
  });

  test('drops a chosen value that does not exist with the new one', () => {
    expect(choose(SHIRTS, { 颜色: '蓝', 尺码: 'S' }, '颜色', '白')).toEqual({ 颜色: '白' });
    expect(choose(SHIRTS, { 颜色: '蓝', 尺码: 'M' }, '颜色', '白')).toEqual({ 颜色: '白', 尺码: 'M' });
  });

  test('chooses what is no choice', () => {
    expect(obviousSelection([sku(1, { 颜色: '蓝', 尺码: 'S' }), sku(1, { 颜色: '蓝', 尺码: 'M' })])).toEqual({ 颜色: '蓝' });
    expect(obviousSelection([sku(0, { 颜色: '蓝' })])).toEqual({});
    expect(obviousSelection([sku(2, {})])).toEqual({});
  });

  test('a product without attributes is its one SKU', () => {
    const [only] = [sku(2, {})];
    expect(skuGroups([only], {})).toEqual([]);
    expect(matchSku([only], {})).toBe(only);
  });

  test('writes attributes as a line', () => {
    expect(attrText([{ key: '颜色', value: '雾蓝' }, { key: '尺码', value: 'M' }])).toBe('雾蓝 / M');
  });

  test('a value is enabled exactly when one more SKU in stock has it with the rest of the choice', () => {
    const values = ['a', 'b', 'c'];
    const arbitrary = fc.array(fc.record({ x: fc.constantFrom(...values), y: fc.constantFrom(...values), z: fc.constantFrom(...values), n: fc.nat(1) }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(arbitrary, fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.constantFrom(...values)), (rows, selection) => {
        const skus = rows.map(({ n, ...attrs }) => sku(n, attrs));
        for (const { key, options } of skuGroups(skus, selection)) {
          for (const { value, disabled } of options) {
            const wanted: Record<string, string> = { ...selection, [key]: value };
            const buyable = rows.some((row) => row.n > 0 && (['x', 'y', 'z'] as const).every((name) => wanted[name] === undefined || wanted[name] === row[name]));
            expect(disabled).toBe(!buyable);
          }
        }
      }),
    );
  });

  test('tapping enabled values one after the other always ends at a SKU in stock', () => {
    const values = ['a', 'b', 'c'];
    const arbitrary = fc.array(fc.record({ x: fc.constantFrom(...values), y: fc.constantFrom(...values), n: fc.nat(1) }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(arbitrary, fc.nat(), (rows, seed) => {
        const skus = rows.map(({ n, ...attrs }) => sku(n, attrs));
        let selection: Record<string, string> = {};
        for (const key of attrKeys(skus)) {
          const enabled = skuGroups(skus, selection).find((group) => group.key === key)?.options.filter((option) => !option.disabled) ?? [];
          if (enabled.length === 0) return;
          selection = choose(skus, selection, key, enabled[seed % enabled.length]?.value ?? '');
        }
        const chosen = skus.filter((each) => each.attrs.every((attr) => selection[attr.key] === attr.value));
        expect(matchSku(skus, selection)).not.toBeNull();
        expect(chosen.some((each) => each.available > 0)).toBe(true);
      }),
    );
  });
});
