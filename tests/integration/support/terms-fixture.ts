/** Freight templates and conditions of sale, for tests. */
import type { FreightCalcMethod, FreightTemplateDraft, SaleTerms } from '../../../typings';
import type { FreightTemplateDoc } from '../../../cloudfunctions/data/terms-documents';

export function method(firstPrice: number, more: Partial<FreightCalcMethod> = {}): FreightCalcMethod {
  return { isDefault: true, firstValAmount: 1, firstPrice, secondValAmount: 1, secondPrice: 200, areas: [], ...more };
}

/** 8 yuan and 2 for every further piece; 10 and 5 in 新疆; not to 西藏. */
export function freightDraft(more: Partial<FreightTemplateDraft> = {}): FreightTemplateDraft {
  return {
    name: '标准快递',
    valuationType: 'PIECE',
    shippingMethod: 'NO_FREE',
    sendTime: 'SendTime_FOUTYEIGHT_HOUR',
    allConditionFreeDetail: [],
    allFreightCalcMethod: [method(800), method(1000, { isDefault: false, secondPrice: 500, areas: [{ provinceName: '新疆维吾尔自治区' }] })],
    notSendArea: [{ provinceName: '西藏自治区' }],
    isDefault: false,
    ...more,
  };
}

export function freightDoc(_id: string, more: Partial<FreightTemplateDoc> = {}): FreightTemplateDoc {
  const { isDefault: _default, ...draft } = freightDraft();
  return { _id, shopId: 'shop-1', ...draft, deliveryType: 'EXPRESS', removed: false, version: 1, createdAt: 1_700_000_000_000, updatedAt: 1_700_000_000_000, recent: [], ...more };
}

/** Every part of it set. */
export function saleTerms(): Required<SaleTerms> {
  return {
    deliverMethod: 0,
    deliverAcctType: [],
    fromCodes: false,
    expressInfo: { templateId: '', weight: 500 },
    limitedInfo: { periodType: 1, limitedBuyNum: 2, lifetimeNum: 0, perOrderNum: 0 },
    deliverInfo: { stockType: 0, fullPaymentPresaleDeliveryType: 0, presaleBeginTime: 0, presaleEndTime: 0, fullPaymentPresaleDeliveryTime: 0, afterPresale: 'NORMAL' },
    video: { src: 'cloud://env.bucket/shops/shop-1/a.mp4', poster: '' },
    extraService: { sevenDayReturn: 1, freightInsurance: 1, fakeOnePayThree: 0, damageGuarantee: 0 },
  };
}
