import type { Area, FreightTemplate } from '../../../../typings';
import { areasLabel, emptyFree, emptyFreight, emptyMethod, freightDraftOf, freightField, freightFormOf, parseKilograms, type FreightForm } from '../../../../miniprogram/packages/manage/utils/freight-form';
import { regionsOf } from '../../../../miniprogram/packages/manage/utils/regions';
import { freightDraft, method } from '../../../integration/support/terms-fixture';

const { areaList } = jest.requireActual<{ areaList: Record<'province_list' | 'city_list' | 'county_list', Record<string, string>> }>('@vant/area-data');

const stored = (more: Parameters<typeof freightDraft>[0] = {}): FreightTemplate => ({ ...freightDraft(more), templateId: 'f', deliveryType: 'EXPRESS', version: 1, rules: [], updatedAt: 0 });

test.each([
  stored(),
  stored({ valuationType: 'WEIGHT', allFreightCalcMethod: [method(850, { firstValAmount: 1500, secondValAmount: 500 })] }),
  stored({ shippingMethod: 'CONDITION_FREE', allConditionFreeDetail: [{ minPiece: 2, minWeight: 0, minAmount: 9900, areas: [{ provinceName: '浙江省' }] }], isDefault: true }),
  stored({ shippingMethod: 'FREE', allFreightCalcMethod: [], notSendArea: [] }),
])('a stored template goes through the form unchanged', (template) => {
  const { templateId: _id, deliveryType: _type, version: _version, rules: _rules, updatedAt: _at, ...draft } = template;
  expect(freightDraftOf(freightFormOf(template))).toEqual(draft);
});

const form = (more: Partial<FreightForm>): FreightForm => ({ ...emptyFreight(), name: '快递', methods: [{ ...emptyMethod(1), firstPrice: '8' }], ...more });
test.each<[Partial<FreightForm>, string]>([
  [{ name: ' ' }, 'name'],
  [{ methods: [emptyMethod(1)] }, 'methods[0].firstPrice'],
  [{ methods: [{ ...emptyMethod(1), firstPrice: '8.888' }] }, 'methods[0].firstPrice'],
  [{ methods: [{ ...emptyMethod(1), firstPrice: '8', firstAmount: '1.5' }] }, 'methods[0].firstAmount'],
  [{ methods: [{ ...emptyMethod(1), firstPrice: '8' }, { ...emptyMethod(2), firstPrice: '9' }] }, 'methods[1].areas'],
  [{ shippingMethod: 'CONDITION_FREE', frees: [] }, 'frees'],
  [{ shippingMethod: 'CONDITION_FREE', frees: [emptyFree(1)] }, 'frees[0].piece'],
  [{ shippingMethod: 'CONDITION_FREE', frees: [{ ...emptyFree(1), amount: 'x' }] }, 'frees[0].amount'],
])('%j is pointed at in %s', (more, field) => {
  expect(freightDraftOf(form(more))).toMatchObject({ field, message: expect.stringMatching(/[一-龥]/) });
});
test('what the cloud names is found in the form', () => {
  expect(freightField('draft.allFreightCalcMethod[2].secondValAmount')).toBe('methods[2].secondAmount');
  expect(freightField('draft.allFreightCalcMethod[1].areas[0]')).toBe('methods[1].areas');
  expect(freightField('draft.allConditionFreeDetail[0].minPiece')).toBe('frees[0].piece');
  expect(freightField('draft.notSendArea[3]')).toBe('notSend');
  expect(freightField('draft.name')).toBe('name');
});
test('kilograms and regions as they are typed and shown', () => {
  expect([parseKilograms('1.25'), parseKilograms('0.0005'), parseKilograms('')]).toEqual([1250, null, null]);
  expect(areasLabel([], '全国')).toBe('全国');
  expect(areasLabel(regionsOf(null), '')).toBe('北京市、天津市、河北省、山西省、内蒙古自治区、辽宁省 等 34 个地区');
});

test('the table of regions has every region of its source, each once in its place', () => {
  const named = (list: Record<string, string>) => Object.entries(list);
  const everything: Area[] = regionsOf(null).flatMap((province) => [province, ...regionsOf(province).flatMap((below) => [below, ...regionsOf(below)])]);
  const provinces = named(areaList.province_list).map(([, name]) => name);
  expect(regionsOf(null).map(({ name }) => name)).toEqual(provinces);
  const counties = named(areaList.county_list).map(([code, name]) => {
    const provinceName = areaList.province_list[`${code.slice(0, 2)}0000`]!;
    const cityName = areaList.city_list[`${code.slice(0, 4)}00`]!;
    return ['北京市', '天津市', '上海市', '重庆市'].includes(provinceName) ? `${provinceName}//${name}` : `${provinceName}/${cityName}/${name}`;
  });
  const have = everything.filter(({ countyName }) => countyName).map(({ provinceName, cityName = '', countyName }) => `${provinceName}/${cityName}/${countyName}`);
  expect(have.sort()).toEqual(counties.sort());
  expect(regionsOf({ provinceName: '浙江省', cityName: '杭州市', countyName: '西湖区' })).toEqual([]);
});
