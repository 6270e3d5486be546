/** The conditions under which a product is sold: how it is sent, how much of it, from when, with which promises. Types only. */
import type { Fen, ImageRef, Millis } from './common';
import type { SendTime } from './freight';
import type { DeliverTerms } from './fulfilment';

/** 微信小店's express_info. */
export interface ExpressInfo {
  /** Freight template; '' for the shop's default. */
  templateId: string;
  /** Grams of one piece; 0: not known, and counted as nothing. */
  weight: number;
}

/** 微信小店's limited_info.period_type: 0 no limit by period, 1 day, 2 week (from Monday), 3 month; by Asia/Shanghai. */
export type LimitPeriod = 0 | 1 | 2 | 3;
/** How many pieces of a product, all its SKUs together, one shopper may buy. Three limits, each 0 for none; all that are set hold. */
export interface LimitedInfo {
  periodType: LimitPeriod;
  /** In one period; 0 exactly where periodType is 0. */
  limitedBuyNum: number;
  /** Ever, counted from when a limit was first set. */
  lifetimeNum: number;
  /** In one order. */
  perOrderNum: number;
}
/** A limit as it stands for one shopper. */
export interface LimitNotice {
  /** 每人每天限购 2 件，每单限购 1 件 */
  text: string;
  /** What the shopper may still put in one order now; never negative. */
  left: number;
}

/**
 * 微信小店's sku_deliver_info, for the whole product. stockType 0 in stock, 1 presale paid in full. fullPaymentPresaleDeliveryType 0: sent
 * within so many days of the payment; 1: within so many days of the end of the presale. Times and days are 0 where stockType is 0.
 */
export interface DeliverInfo {
  stockType: 0 | 1;
  fullPaymentPresaleDeliveryType: 0 | 1;
  presaleBeginTime: Millis;
  presaleEndTime: Millis;
  /** Days. */
  fullPaymentPresaleDeliveryTime: number;
  /** Once the presale is over: goes on as goods in stock, or cannot be bought any more. */
  afterPresale: 'NORMAL' | 'CLOSE';
}
/** How a presale stands. */
export interface PresaleNotice {
  state: 'upcoming' | 'running' | 'ended';
  beginTime: Millis;
  endTime: Millis;
  buyable: boolean;
  /** 付款后 7 天内发货 / 12月8日前发货 */
  text: string;
}
/** By when a line has to be sent: so long after the payment, or at a time that is fixed. */
export interface ShipTerm {
  stockType: 0 | 1;
  afterPay?: Millis;
  by?: Millis;
}

export interface ProductVideo {
  /** `cloud://` id. */
  src: ImageRef;
  /** '' for the first picture of the product. */
  poster: ImageRef;
}

/**
 * 微信小店's extra_service. sevenDayReturn 0 not offered, 1 offered, 2 offered except for made-to-order pieces; the others 0 no, 1 yes.
 */
export interface ExtraService {
  sevenDayReturn: 0 | 1 | 2;
  freightInsurance: 0 | 1;
  fakeOnePayThree: 0 | 1;
  damageGuarantee: 0 | 1;
}
/** A promise with what it means. */
export interface ServiceTerm {
  name: string;
  text: string;
  /** What is not promised. */
  isWarning?: boolean;
}

/** Part of a product. A field that is left out of a save stays as it is. */
export interface SaleTerms extends DeliverTerms {
  expressInfo?: ExpressInfo;
  limitedInfo?: LimitedInfo;
  deliverInfo?: DeliverInfo;
  /** null: none. */
  video?: ProductVideo | null;
  /** null: what the shop promises for all its products. */
  extraService?: ExtraService | null;
}

/** What sending one piece costs, for the product page. */
export interface FreightNotice {
  /** 包邮 / 运费 ¥8 / 运费 ¥6 起 */
  text: string;
  /** 浙江省 杭州市 西湖区: where to; '' when the shopper has no address yet. */
  to: string;
  /** It cannot be sent there. */
  undeliverable: boolean;
  sendTime: SendTime | '';
  /** What the template says, region by region. */
  rules: string[];
  fen: Fen;
}

/** Why a line of a checkout cannot be bought. */
export interface BlockedLine {
  spuId: string;
  skuId: string;
  num: number;
  title: string;
  image: ImageRef;
  code: 'UNDELIVERABLE' | 'LIMIT_EXCEEDED' | 'OFF_SHELF';
  /** For the shopper, with the mend. */
  reason: string;
}
/** How one template's goods come to their freight. */
export interface FreightPart {
  /** '' for the shop's flat fee. */
  templateId: string;
  name: string;
  fen: Fen;
  text: string;
}
