/** The conditions of a sale while a product is edited: numbers and days as they are typed. */
import type { AccountType, DeliverInfo, DeliverMethod, ExtraService, LimitPeriod, SaleTerms } from '../../../../typings/index';
import { date } from '../../../utils/time';
import { dayOf } from './offer-form';

export interface TermsForm {
  /** How it is delivered; absent in a draft that was kept before there was a choice. */
  deliverMethod?: DeliverMethod;
  accountTypes?: AccountType[];
  fromCodes?: boolean;
  /** The product is there: how it is delivered is settled. */
  settled?: boolean;
  /** '' for the shop's default. */
  templateId: string;
  /** Grams. */
  weight: string;
  periodType: LimitPeriod;
  limitedBuyNum: string;
  lifetimeNum: string;
  perOrderNum: string;
  presale: boolean;
  /** Days, yyyy-mm-dd; the presale runs from the first moment of the one to the last of the other. */
  begin: string;
  end: string;
  deliveryType: 0 | 1;
  deliveryDays: string;
  afterPresale: DeliverInfo['afterPresale'];
  /** -1: as the shop promises for all its products. */
  sevenDayReturn: -1 | 0 | 1 | 2;
  freightInsurance: boolean;
  fakeOnePayThree: boolean;
  damageGuarantee: boolean;
  /** `cloud://` id; '' for none. */
  video: string;
  /** As it was stored, to the millisecond: a day that was not touched keeps it. */
  stored?: Pick<DeliverInfo, 'presaleBeginTime' | 'presaleEndTime'>;
}
export interface TermsProblem {
  /** expressInfo, limitedInfo, deliverInfo. */
  field: string;
  message: string;
}

const DAY = 86_400_000;

export function emptyTerms(now: number): TermsForm {
  return {
    ...{ templateId: '', weight: '', periodType: 0, limitedBuyNum: '', lifetimeNum: '', perOrderNum: '' },
    ...{ presale: false, begin: date(now), end: date(now + 6 * DAY), deliveryType: 0, deliveryDays: '7', afterPresale: 'NORMAL' },
    ...{ deliverMethod: 0, accountTypes: [], fromCodes: false, settled: false },
    ...{ sevenDayReturn: -1, freightInsurance: false, fakeOnePayThree: false, damageGuarantee: false, video: '' },
  };
}

const text = (num: number): string => (num > 0 ? String(num) : '');

/** Of a product that is there. */
export function termsFormOf({ deliverMethod = 0, deliverAcctType = [], fromCodes = false, expressInfo, limitedInfo, deliverInfo, extraService, video }: SaleTerms, now: number): TermsForm {
  const presale = deliverInfo?.stockType === 1 ? deliverInfo : undefined;
  return {
    ...emptyTerms(now),
    ...{ deliverMethod, accountTypes: [...deliverAcctType], fromCodes, settled: true },
    ...(expressInfo ? { templateId: expressInfo.templateId, weight: text(expressInfo.weight) } : {}),
    ...(limitedInfo ? { periodType: limitedInfo.periodType, limitedBuyNum: text(limitedInfo.limitedBuyNum), lifetimeNum: text(limitedInfo.lifetimeNum), perOrderNum: text(limitedInfo.perOrderNum) } : {}),
    ...(presale ? presaleForm(presale) : {}),
    ...(extraService ? { sevenDayReturn: extraService.sevenDayReturn, freightInsurance: extraService.freightInsurance === 1, fakeOnePayThree: extraService.fakeOnePayThree === 1, damageGuarantee: extraService.damageGuarantee === 1 } : {}),
    video: video?.src ?? '',
  };
}

function presaleForm({ presaleBeginTime, presaleEndTime, fullPaymentPresaleDeliveryType, fullPaymentPresaleDeliveryTime, afterPresale }: DeliverInfo): Partial<TermsForm> {
  return {
    ...{ presale: true, begin: date(presaleBeginTime), end: date(presaleEndTime - 1), deliveryType: fullPaymentPresaleDeliveryType },
    ...{ deliveryDays: String(fullPaymentPresaleDeliveryTime), afterPresale, stored: { presaleBeginTime, presaleEndTime } },
  };
}

/** '12' → 12, '' → 0; null for what is no number of pieces. */
function whole(typed: string): number | null {
  const trimmed = typed.trim();
  return trimmed === '' ? 0 : /^\d{1,7}$/.test(trimmed) ? Number(trimmed) : null;
}

/** What the cloud is sent. Numbers that cannot be read are named here; all other rules are the cloud's. */
export function termsDraftOf(form: TermsForm): SaleTerms | TermsProblem {
  const weight = whole(form.weight);
  const [limitedBuyNum, lifetimeNum, perOrderNum] = [form.periodType === 0 ? 0 : whole(form.limitedBuyNum), whole(form.lifetimeNum), whole(form.perOrderNum)];
  const days = whole(form.deliveryDays);
  if (weight === null) return { field: 'expressInfo', message: '重量应为整数，单位是克' };
  if (limitedBuyNum === null || lifetimeNum === null || perOrderNum === null) return { field: 'limitedInfo', message: '限购件数应为整数' };
  if (form.periodType !== 0 && limitedBuyNum === 0) return { field: 'limitedInfo', message: '请填写每个周期限购的件数' };
  const { deliverMethod = 0, accountTypes = [], fromCodes = false } = form;
  const isVirtual = deliverMethod !== 0;
  if (deliverMethod === 3 && accountTypes.length === 0) return { field: 'deliverAcctType', message: '请至少选择一种发货账号' };
  if (form.presale && !isVirtual && !days) return { field: 'deliverInfo', message: '请填写几天内发货' };
  const virtualServices: ExtraService | null = form.fakeOnePayThree ? { sevenDayReturn: 0, freightInsurance: 0, fakeOnePayThree: 1, damageGuarantee: 0 } : null;
  const services: ExtraService | null = isVirtual
    ? virtualServices
    : form.sevenDayReturn === -1 ? null : { sevenDayReturn: form.sevenDayReturn, freightInsurance: form.freightInsurance ? 1 : 0, fakeOnePayThree: form.fakeOnePayThree ? 1 : 0, damageGuarantee: form.damageGuarantee ? 1 : 0 };
  return {
    ...{ deliverMethod, deliverAcctType: deliverMethod === 3 ? accountTypes : [], fromCodes: isVirtual && fromCodes },
    expressInfo: { templateId: form.templateId, weight },
    limitedInfo: { periodType: form.periodType, limitedBuyNum, lifetimeNum, perOrderNum },
    deliverInfo: form.presale && !isVirtual ? presaleOf(form, days ?? 0) : { stockType: 0, fullPaymentPresaleDeliveryType: 0, presaleBeginTime: 0, presaleEndTime: 0, fullPaymentPresaleDeliveryTime: 0, afterPresale: 'NORMAL' },
    extraService: services,
    video: form.video ? { src: form.video, poster: '' } : null,
  };
}

function presaleOf({ begin, end, stored, deliveryType, afterPresale }: TermsForm, days: number): DeliverInfo {
  const kept = stored && { begin: date(stored.presaleBeginTime), end: date(stored.presaleEndTime - 1) };
  return {
    stockType: 1,
    fullPaymentPresaleDeliveryType: deliveryType,
    presaleBeginTime: stored && kept?.begin === begin ? stored.presaleBeginTime : dayOf(begin),
    presaleEndTime: stored && kept?.end === end ? stored.presaleEndTime : dayOf(end, true) + 1,
    fullPaymentPresaleDeliveryTime: days,
    afterPresale,
  };
}
