/** Conditions of sale of some products, and the freight templates they go by. */
import type { SaleTerms } from '../../../typings';
import type { FreightTemplateDoc } from '../../data/terms-documents';
import { DAY, type SeedContext } from '../seed';

const base: Pick<FreightTemplateDoc, 'deliveryType' | 'removed' | 'version' | 'recent' | 'allConditionFreeDetail' | 'notSendArea'> = { deliveryType: 'EXPRESS', removed: false, version: 1, recent: [], allConditionFreeDetail: [], notSendArea: [] };
const far = ['内蒙古自治区', '西藏自治区', '甘肃省', '青海省', '宁夏回族自治区', '新疆维吾尔自治区'].map((provinceName) => ({ provinceName }));

export function freightTemplateDocs({ now }: SeedContext): FreightTemplateDoc[] {
  const times = { createdAt: now - 40 * DAY, updatedAt: now - 40 * DAY };
  return [
    {
      ...base,
      ...times,
      _id: 'freight-heavy',
      shopId: 'shop-1',
      name: '大件家具',
      valuationType: 'WEIGHT',
      shippingMethod: 'NO_FREE',
      sendTime: 'SendTime_FOUTYEIGHT_HOUR',
      allFreightCalcMethod: [
        { isDefault: true, firstValAmount: 5000, firstPrice: 2800, secondValAmount: 1000, secondPrice: 300, areas: [] },
        { isDefault: false, firstValAmount: 5000, firstPrice: 1800, secondValAmount: 1000, secondPrice: 150, areas: ['上海市', '江苏省', '浙江省', '安徽省'].map((provinceName) => ({ provinceName })) },
      ],
      notSendArea: [{ provinceName: '西藏自治区' }, { provinceName: '新疆维吾尔自治区' }, { provinceName: '海南省', cityName: '三沙市' }],
    },
    {
      ...base,
      ...times,
      _id: 'freight-paper',
      shopId: 'shop-1',
      name: '文具图书',
      valuationType: 'PIECE',
      shippingMethod: 'CONDITION_FREE',
      sendTime: 'SendTime_TWENTYFOUR_HOUR',
      allConditionFreeDetail: [{ minPiece: 3, minWeight: 0, minAmount: 0, areas: [] }],
      allFreightCalcMethod: [
        { isDefault: true, firstValAmount: 1, firstPrice: 500, secondValAmount: 1, secondPrice: 100, areas: [] },
        { isDefault: false, firstValAmount: 1, firstPrice: 1200, secondValAmount: 1, secondPrice: 400, areas: far },
      ],
    },
    {
      ...base,
      ...times,
      _id: 'freight-fresh',
      shopId: 'shop-2',
      name: '产地直发',
      valuationType: 'PIECE',
      shippingMethod: 'CONDITION_FREE',
      sendTime: 'SendTime_FOUTYEIGHT_HOUR',
      allConditionFreeDetail: [{ minPiece: 0, minWeight: 0, minAmount: 5900, areas: [] }],
      allFreightCalcMethod: [{ isDefault: true, firstValAmount: 1, firstPrice: 600, secondValAmount: 0, secondPrice: 0, areas: [] }],
      notSendArea: [{ provinceName: '西藏自治区' }],
    },
  ];
}

/** Of shops whose products name no template. */
export const defaultFreight: Record<string, string> = { 'shop-2': 'freight-fresh' };

const promises = { sevenDayReturn: 1, freightInsurance: 0, fakeOnePayThree: 0, damageGuarantee: 0 } as const;

/** By product. */
export function saleTermsOf(spuId: string, { now, fileID }: SeedContext): SaleTerms {
  const heavy = (weight: number): SaleTerms => ({ expressInfo: { templateId: 'freight-heavy', weight } });
  // What spoils is not taken back without a reason.
  const perishable: SaleTerms = { extraService: { ...promises, sevenDayReturn: 0 } };
  const terms: Record<string, SaleTerms> = {
    'orange-gannan': perishable,
    'blueberry-hill': perishable,
    'card-reading': { deliverMethod: 3, deliverAcctType: [1], fromCodes: true, limitedInfo: { periodType: 0, limitedBuyNum: 0, lifetimeNum: 0, perOrderNum: 5 } },
    'topup-mobile': { deliverMethod: 1 },
    'sofa-cloud': { ...heavy(26_000), extraService: { ...promises, sevenDayReturn: 2, damageGuarantee: 1 } },
    'chair-bow': { ...heavy(7_500), extraService: { ...promises, damageGuarantee: 1 } },
    'notebook-linen': {
      expressInfo: { templateId: 'freight-paper', weight: 420 },
      limitedInfo: { periodType: 1, limitedBuyNum: 2, lifetimeNum: 0, perOrderNum: 0 },
      video: { src: fileID('demo/p/notebook-linen.mp4'), poster: '' },
      extraService: { ...promises, freightInsurance: 1 },
    },
    'planner-2027': {
      expressInfo: { templateId: 'freight-paper', weight: 560 },
      deliverInfo: { stockType: 1, fullPaymentPresaleDeliveryType: 0, presaleBeginTime: now - 2 * DAY, presaleEndTime: now + 10 * DAY, fullPaymentPresaleDeliveryTime: 7, afterPresale: 'NORMAL' },
      extraService: { ...promises, sevenDayReturn: 0 },
    },
  };
  return terms[spuId] ?? {};
}
