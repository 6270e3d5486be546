/** The conditions of a sale, as a merchant saves them with a product. */
import * as v from 'valibot';
import type { DeliverInfo, Failure, SaleTerms, SpuDraft } from '../../typings';
import type { SpuDoc } from '../data/documents';
import { PRESALE, ruleValues } from '../data/rules';
import { freightTemplates } from '../data/store';
import { presaleProblem } from '../domain/presale';
import type { FieldProblem } from '../domain/problem';
import { limitProblem } from '../domain/purchase-limits';
import { codedStockProblem, deliverProblem } from '../domain/virtual-goods';
import { fail } from '../kernel/reply';
import { choice, flag, form, id, image, integer, list } from '../kernel/schema';

const MOST_GRAMS = 1_000_000;
const count = v.number('应为整数');
const instant = integer(0, 32_503_680_000_000);
const isOn = choice([0, 1] as const);
const video = v.pipe(v.string('应为视频地址'), v.regex(/^cloud:\/\/[^\s"'<>\\]{1,500}\.(?:mp4|mov|m4v)$/i, '应为 cloud:// 开头的视频，格式为 mp4、mov 或 m4v'));

export const saleTermsForm = {
  deliverMethod: v.optional(choice([0, 1, 3] as const)),
  deliverAcctType: v.optional(list(choice([1, 2, 3, 4] as const), 4)),
  fromCodes: v.optional(flag),
  expressInfo: v.optional(form({ templateId: v.union([id, v.literal('')], '应为运费模板的编号'), weight: integer(0, MOST_GRAMS) })),
  limitedInfo: v.optional(form({ periodType: choice([0, 1, 2, 3] as const), limitedBuyNum: count, lifetimeNum: count, perOrderNum: count })),
  deliverInfo: v.optional(
    form({
      stockType: isOn,
      fullPaymentPresaleDeliveryType: isOn,
      presaleBeginTime: instant,
      presaleEndTime: instant,
      fullPaymentPresaleDeliveryTime: integer(0, 1000),
      afterPresale: choice(['NORMAL', 'CLOSE'] as const),
    }),
  ),
  video: v.optional(v.nullable(form({ src: video, poster: image }))),
  extraService: v.optional(v.nullable(form({ sevenDayReturn: choice([0, 1, 2] as const), freightInsurance: isOn, fakeOnePayThree: isOn, damageGuarantee: isOn }))),
};

/** What is wrong with the terms beyond their form. One operation where a template is named, one where a presale is set. */
export async function saleTermsRefusal(shopId: string, draft: SpuDraft, before: SpuDoc | null, now: number): Promise<Failure | null> {
  const { expressInfo, limitedInfo, deliverInfo } = draft;
  // What is left out of a save stays as it is.
  const whole = { ...(before ? saleTermsOf(before) : {}), ...saleTermsOf(draft) };
  const delivery = deliverProblem(whole) ?? codedStockProblem(whole, draft.skus) ?? deliverChange(draft, before);
  if (delivery) return fail('BAD_REQUEST', delivery.message, { field: `draft.${delivery.field}` });
  const limit = limitedInfo && limitProblem(limitedInfo);
  if (limit) return fail('BAD_REQUEST', limit.message, { field: `draft.${limit.field}` });
  // A presale that is over, or was allowed under other numbers, is no reason why nothing else of the product could be changed.
  if (deliverInfo?.stockType === 1 && !isSame(deliverInfo, before?.deliverInfo)) {
    const presale = presaleProblem(deliverInfo, await ruleValues(PRESALE), now);
    if (presale) return fail('BAD_REQUEST', presale.message, { field: `draft.${presale.field}` });
  }
  const templateId = expressInfo?.templateId ?? '';
  if (templateId !== '' && templateId !== before?.expressInfo?.templateId) {
    const template = await freightTemplates.get(templateId);
    if (!template || template.shopId !== shopId || template.removed) return fail('BAD_REQUEST', '运费模板不存在，请重新选择', { field: 'draft.expressInfo.templateId' });
  }
  return null;
}

/** Orders and codes were made for it as it is. */
function deliverChange(draft: SaleTerms, before: SpuDoc | null): FieldProblem | null {
  if (!before) return null;
  const fixed = (field: string): FieldProblem => ({ field, message: '发货方式在创建后不能修改，请新建商品' });
  if (draft.deliverMethod !== undefined && draft.deliverMethod !== (before.deliverMethod ?? 0)) return fixed('deliverMethod');
  if (draft.fromCodes !== undefined && draft.fromCodes !== (before.fromCodes ?? false)) return fixed('fromCodes');
  return null;
}

function isSame(one: DeliverInfo, other: DeliverInfo | undefined): boolean {
  return other !== undefined && (Object.keys(one) as (keyof DeliverInfo)[]).every((key) => one[key] === other[key]);
}

/** The terms that are there; what is left out of a save stays as it is. */
export function saleTermsOf({ deliverMethod, deliverAcctType, fromCodes, expressInfo, limitedInfo, deliverInfo, video: clip, extraService }: SaleTerms): SaleTerms {
  return {
    ...(deliverMethod !== undefined ? { deliverMethod } : {}),
    ...(deliverAcctType ? { deliverAcctType } : {}),
    ...(fromCodes !== undefined ? { fromCodes } : {}),
    ...(expressInfo ? { expressInfo } : {}),
    ...(limitedInfo ? { limitedInfo } : {}),
    ...(deliverInfo ? { deliverInfo } : {}),
    ...(clip !== undefined ? { video: clip } : {}),
    ...(extraService !== undefined ? { extraService } : {}),
  };
}
