import fc from 'fast-check';
import type { Area, ConditionFreeDetail, FreightCalcMethod } from '../../../typings';
import { areaKey, areaName, areasText, closeness } from '../../../cloudfunctions/domain/areas';
import { freightShares, type FreightPlan } from '../../../cloudfunctions/domain/freight';
import { freightProblem, tidyFreight } from '../../../cloudfunctions/domain/freight-draft';
import { canSend, feeSpan, templateFee, templateRules, type FreightRates } from '../../../cloudfunctions/domain/freight-templates';
import { freightDraft, method } from '../../integration/support/terms-fixture';

const place = (provinceName: string, cityName: string, countyName: string) => ({ provinceName, cityName, countyName });
const hangzhou = place('浙江省', '杭州市', '西湖区');

test.each<[Area, ReturnType<typeof place>, number]>([
  [{ provinceName: '浙江省' }, hangzhou, 1],
  [{ provinceName: '浙江' }, hangzhou, 1],
  [{ provinceName: '浙江省', cityName: '杭州市' }, hangzhou, 2],
  [{ provinceName: '浙江省', cityName: '杭州' }, hangzhou, 2],
  [{ provinceName: '浙江省', cityName: '宁波市' }, hangzhou, 0],
  [{ provinceName: '浙江省', cityName: '杭州市', countyName: '西湖区' }, hangzhou, 3],
  [{ provinceName: '浙江省', cityName: '杭州市', countyName: '余杭区' }, hangzhou, 0],
  [{ provinceName: '广西' }, place('广西壮族自治区', '南宁市', '青秀区'), 1],
  [{ provinceName: '内蒙古自治区', cityName: '锡林郭勒' }, place('内蒙古', '锡林郭勒盟', '锡林浩特市'), 2],
  [{ provinceName: '黑龙江省' }, place('黑龙江省', '哈尔滨市', '道里区'), 1],
  [{ provinceName: '新疆维吾尔自治区', cityName: '和田地区', countyName: '和田市' }, place('新疆维吾尔自治区', '和田地区', '和田县'), 0],
  // The one city of a municipality has three names.
  [{ provinceName: '北京市', cityName: '北京市' }, place('北京市', '市辖区', '朝阳区'), 1],
  [{ provinceName: '重庆市', countyName: '忠县' }, place('重庆市', '县', '忠县'), 3],
  // The same name elsewhere.
  [{ provinceName: '吉林省', cityName: '吉林市' }, place('吉林省', '长春市', '朝阳区'), 0],
  [{ provinceName: '北京市', countyName: '朝阳区' }, place('吉林省', '长春市', '朝阳区'), 0],
])('%j names %j: %i', (area, to, expected) => {
  expect(closeness(area, to)).toBe(expected);
});
test('regions in words', () => {
  expect(areaName({ provinceName: '北京市', cityName: '北京市', countyName: '东城区' })).toBe('北京市东城区');
  expect(areaName({ provinceName: '浙江省', cityName: '杭州市' })).toBe('浙江省杭州市');
  expect(areasText(['江苏省', '浙江省', '安徽省'].map((provinceName) => ({ provinceName })), 2)).toBe('江苏省、浙江省等 3 个地区');
  expect(areaKey({ provinceName: '北京', cityName: '市辖区' })).toBe(areaKey({ provinceName: '北京市' }));
});

const load = (pieces: number, grams = 0, goodsFen = 0) => ({ pieces, grams, goodsFen });
const byPiece: FreightRates = freightDraft({ allFreightCalcMethod: [method(800, { firstValAmount: 2, secondValAmount: 3 }), method(1500, { isDefault: false, secondPrice: 0, areas: [{ provinceName: '新疆' }] }), method(1200, { isDefault: false, areas: [{ provinceName: '浙江省' }] }), method(300, { isDefault: false, areas: [{ provinceName: '浙江省', cityName: '杭州市' }] })] });
test.each([
  [1, null, 800, '首 2 件 ¥8，每续 3 件 ¥2'],
  [2, null, 800, ''],
  [3, null, 1000, ''],
  [5, null, 1000, ''],
  [6, null, 1200, ''],
  // The closest region holds: the city before the province before the default.
  [1, hangzhou, 300, ''],
  [1, place('浙江省', '宁波市', '海曙区'), 1200, ''],
  [9, place('新疆维吾尔自治区', '乌鲁木齐市', '天山区'), 1500, '每单 ¥15'],
  [3, place('广东省', '深圳市', '南山区'), 1000, ''],
])('%i pieces to %j cost %i', (pieces, to, fen, text) => {
  const fee = templateFee(byPiece, load(pieces), to);
  expect(fee.fen).toBe(fen);
  if (text) expect(fee.text).toBe(text);
});
test.each([
  [999, 800],
  [1000, 800],
  [1001, 1000],
  [1500, 1000],
  [0, 800],
])('%i g cost %i', (grams, fen) => {
  const rates = freightDraft({ valuationType: 'WEIGHT', allFreightCalcMethod: [method(800, { firstValAmount: 1000, secondValAmount: 500 })] });
  expect(templateFee(rates, load(1, grams), null).fen).toBe(fen);
  expect(templateFee(rates, load(1, 1), null).text).toBe('首 1 kg ¥8，每续 0.5 kg ¥2');
});
test('free where a condition is met, all of its numbers together', () => {
  const detail = (more: Partial<ConditionFreeDetail>): ConditionFreeDetail => ({ minPiece: 0, minWeight: 0, minAmount: 0, areas: [], ...more });
  const rates = freightDraft({ shippingMethod: 'CONDITION_FREE', allConditionFreeDetail: [detail({ minPiece: 2, minAmount: 9900, areas: [{ provinceName: '浙江省' }] }), detail({ minAmount: 50_000 })] });
  expect(templateFee(rates, load(2, 0, 9900), hangzhou)).toEqual({ fen: 0, text: '满 2 件且满 ¥99 包邮' });
  expect(templateFee(rates, load(1, 0, 9900), hangzhou).fen).toBe(800);
  expect(templateFee(rates, load(2, 0, 9899), hangzhou).fen).toBe(1000);
  expect(templateFee(rates, load(2, 0, 9900), place('江苏省', '苏州市', '姑苏区')).fen).toBe(1000);
  expect(templateFee(rates, load(2, 0, 50_000), null)).toEqual({ fen: 0, text: '满 ¥500 包邮' });
  expect(feeSpan(rates, load(2, 0, 9900))).toEqual({ least: 0, most: 1500 });
  expect(feeSpan(rates, load(1, 0, 100))).toEqual({ least: 800, most: 1000 });
  expect(feeSpan(freightDraft({ shippingMethod: 'FREE' }), load(9))).toEqual({ least: 0, most: 0 });
});
test('where it cannot be sent, and what the template says', () => {
  const rates = freightDraft();
  expect(canSend(rates, place('西藏自治区', '拉萨市', '城关区'))).toBe(false);
  expect(canSend(rates, hangzhou)).toBe(true);
  expect(templateRules(rates)).toEqual(['新疆维吾尔自治区：首 1 件 ¥10，每续 1 件 ¥5', '其他地区：首 1 件 ¥8，每续 1 件 ¥2', '不配送：西藏自治区']);
  expect(templateRules(freightDraft({ shippingMethod: 'FREE', notSendArea: [] }))).toEqual(['全部地区包邮']);
});

const amount = fc.integer({ min: 1, max: 50 });
const calc = (isDefault: boolean, areas: Area[]): fc.Arbitrary<FreightCalcMethod> =>
  fc.record({ isDefault: fc.constant(isDefault), firstValAmount: amount, firstPrice: fc.integer({ min: 0, max: 5000 }), secondValAmount: amount, secondPrice: fc.integer({ min: 0, max: 2000 }), areas: fc.constant(areas) });
const ratesOf = (methods: readonly FreightRates['shippingMethod'][]): fc.Arbitrary<FreightRates> =>
  fc
    .record({
      valuationType: fc.constantFrom('PIECE' as const, 'WEIGHT' as const),
      shippingMethod: fc.constantFrom(...methods),
      main: calc(true, []),
      near: calc(false, [{ provinceName: '浙江省' }]),
      detail: fc.record({ minPiece: fc.integer({ min: 0, max: 5 }), minWeight: fc.integer({ min: 0, max: 500 }), minAmount: fc.integer({ min: 1, max: 20_000 }), areas: fc.constant<Area[]>([]) }),
    })
    .map(({ main, near, detail, ...rest }) => freightDraft({ ...rest, allFreightCalcMethod: [main, near], allConditionFreeDetail: [detail] }));
const everyMethod = ['FREE', 'CONDITION_FREE', 'NO_FREE'] as const;
const line = fc.record({ num: fc.integer({ min: 1, max: 20 }), leftFen: fc.integer({ min: 0, max: 100_000 }), weight: fc.integer({ min: 0, max: 2000 }), template: fc.constantFrom('', 'A', 'B') });
const plan = fc
  .record({ a: ratesOf(everyMethod), b: ratesOf(everyMethod), feeFen: fc.integer({ min: 0, max: 2000 }), freeFromFen: fc.integer({ min: 0, max: 50_000 }), near: fc.option(fc.constant(hangzhou)), lines: fc.array(line, { minLength: 1, maxLength: 12 }) })
  .map(({ a, b, feeFen, freeFromFen, near, lines }) => {
    const templates = { A: { ...a, templateId: 'A' }, B: { ...b, templateId: 'B' } };
    const bySku = new Map(lines.map(({ weight, template }, i) => [`s${i}`, { weight, template: template === '' ? null : templates[template as 'A' | 'B'] }]));
    const whole: FreightPlan = { flat: { feeFen, freeFromFen }, to: near ?? null, bySku };
    return { plan: whole, lines: lines.map(({ num, leftFen }, i) => ({ skuId: `s${i}`, num, leftFen })) };
  });

test('the shares of the lines add up to the freight, to the fen, and so do the parts', () => {
  fc.assert(
    fc.property(plan, ({ plan: whole, lines }) => {
      const { freightFen, shares, parts } = freightShares(whole, lines);
      expect(shares.every((share) => Number.isSafeInteger(share) && share >= 0)).toBe(true);
      expect(shares.reduce((all, share) => all + share, 0)).toBe(freightFen);
      expect(parts.reduce((all, { fen }) => all + fen, 0)).toBe(freightFen);
      expect(new Set(parts.map(({ templateId }) => templateId)).size).toBe(parts.length);
    }),
  );
});
test('the order of the lines does not matter', () => {
  fc.assert(
    fc.property(plan, fc.infiniteStream(fc.nat()), ({ plan: whole, lines }, order) => {
      const mixed = lines.map((one) => ({ one, place: order.next().value })).sort((a, b) => a.place - b.place).map(({ one }) => one);
      const shareOf = (some: typeof lines) => new Map(freightShares(whole, some).shares.map((share, i) => [some[i]!.skuId, share]));
      expect(freightShares(whole, mixed).freightFen).toBe(freightShares(whole, lines).freightFen);
      expect(shareOf(mixed)).toEqual(new Map([...shareOf(lines)].sort(([a], [b]) => mixed.findIndex(({ skuId }) => skuId === a) - mixed.findIndex(({ skuId }) => skuId === b))));
    }),
  );
});
test('more pieces or more weight never lower the freight, unless goods are free from so much on', () => {
  fc.assert(
    fc.property(ratesOf(['NO_FREE']), amount, fc.nat(3000), fc.nat(10), fc.nat(3000), fc.boolean(), (rates, pieces, grams, morePieces, moreGrams, near) => {
      const to = near ? hangzhou : null;
      expect(templateFee(rates, load(pieces + morePieces, grams + moreGrams), to).fen).toBeGreaterThanOrEqual(templateFee(rates, load(pieces, grams), to).fen);
    }),
  );
  fc.assert(
    fc.property(ratesOf(['CONDITION_FREE']), amount, fc.nat(3000), fc.nat(10), fc.nat(3000), fc.nat(40_000), (rates, pieces, grams, morePieces, moreGrams, goodsFen) => {
      const before = templateFee(rates, load(pieces, grams, goodsFen), null);
      const after = templateFee(rates, load(pieces + morePieces, grams + moreGrams, goodsFen), null);
      if (after.fen < before.fen) expect(after.text).toMatch(/包邮$/);
    }),
  );
});
test('a product beside others never makes the freight of those dearer or cheaper, unless it goes by their template', () => {
  fc.assert(
    fc.property(plan, ({ plan: whole, lines }) => {
      const template = (skuId: string) => whole.bySku.get(skuId)!.template?.templateId ?? '';
      const alone = ['', 'A', 'B'].map((id) => freightShares(whole, lines.filter(({ skuId }) => template(skuId) === id)).freightFen);
      expect(freightShares(whole, lines).freightFen).toBe(alone.reduce((all, fen) => all + fen, 0));
    }),
  );
});

test.each<[string, Parameters<typeof freightDraft>[0], string]>([
  ['no name', { name: ' ' }, 'name'],
  ['no default', { allFreightCalcMethod: [method(1, { isDefault: false, areas: [{ provinceName: '浙江省' }] })] }, 'allFreightCalcMethod'],
  ['two defaults', { allFreightCalcMethod: [method(1), method(2)] }, 'allFreightCalcMethod'],
  ['a region twice', { allFreightCalcMethod: [method(1), method(2, { isDefault: false, areas: [{ provinceName: '浙江省' }] }), method(3, { isDefault: false, areas: [{ provinceName: '浙江' }] })] }, 'allFreightCalcMethod[2].areas[0]'],
  ['a group without regions', { allFreightCalcMethod: [method(1), method(2, { isDefault: false })] }, 'allFreightCalcMethod[1].areas'],
  ['a default with regions', { allFreightCalcMethod: [method(1, { areas: [{ provinceName: '浙江省' }] })] }, 'allFreightCalcMethod[0].areas'],
  ['no first amount', { allFreightCalcMethod: [method(1, { firstValAmount: 0 })] }, 'allFreightCalcMethod[0].firstValAmount'],
  ['a second price for nothing', { allFreightCalcMethod: [method(1, { secondValAmount: 0, secondPrice: 1 })] }, 'allFreightCalcMethod[0].secondValAmount'],
  ['free on no condition', { shippingMethod: 'CONDITION_FREE', allConditionFreeDetail: [{ minPiece: 0, minWeight: 0, minAmount: 0, areas: [] }] }, 'allConditionFreeDetail[0].minPiece'],
  ['no condition at all', { shippingMethod: 'CONDITION_FREE' }, 'allConditionFreeDetail'],
  ['a county of no city', { notSendArea: [{ provinceName: '浙江省', countyName: '西湖区' }] }, 'notSendArea[0].cityName'],
])('a template with %s is refused at %s', (_title, more, field) => {
  expect(freightProblem(freightDraft(more))).toMatchObject({ field, message: expect.stringMatching(/[一-龥]/) });
});
test('a good template is kept without what it does not use', () => {
  expect(freightProblem(freightDraft())).toBeNull();
  expect(freightProblem(freightDraft({ notSendArea: [{ provinceName: '北京市', countyName: '密云区' }] }))).toBeNull();
  expect(tidyFreight(freightDraft({ name: ' 包邮 ', shippingMethod: 'FREE' }))).toMatchObject({ name: '包邮', allFreightCalcMethod: [], allConditionFreeDetail: [] });
});
