/** Freight templates, in 微信小店's shape. Types only. */
import type { Fen, Millis, Write } from './common';

/** By pieces or by weight. */
export type ValuationType = 'PIECE' | 'WEIGHT';
/** FREE: everywhere. CONDITION_FREE: where a condition is met, otherwise as NO_FREE. NO_FREE: paid by the buyer. */
export type ShippingMethod = 'FREE' | 'CONDITION_FREE' | 'NO_FREE';
/** The official spelling. */
export type SendTime = 'SendTime_TWENTYFOUR_HOUR' | 'SendTime_FOUTYEIGHT_HOUR';

/** A region by its names, as addresses have them. What is left out means all of it. */
export interface Area {
  provinceName: string;
  /** Left out in the four municipalities. */
  cityName?: string;
  countyName?: string;
}
/** Free from so much on: every number that is not 0 has to be reached. */
export interface ConditionFreeDetail {
  minPiece: number;
  /** Grams (the official field counts kilograms). */
  minWeight: number;
  /** Of the template's goods, after discounts. */
  minAmount: Fen;
  /** []: everywhere. */
  areas: Area[];
}
/** firstPrice up to firstValAmount pieces or grams, then secondPrice for every secondValAmount that is begun. */
export interface FreightCalcMethod {
  isDefault: boolean;
  firstValAmount: number;
  firstPrice: Fen;
  /** 0: no further charge. */
  secondValAmount: number;
  secondPrice: Fen;
  /** [] for the default, which holds wherever no other does. */
  areas: Area[];
}
export interface FreightTemplateDraft {
  name: string;
  valuationType: ValuationType;
  shippingMethod: ShippingMethod;
  sendTime: SendTime;
  allConditionFreeDetail: ConditionFreeDetail[];
  allFreightCalcMethod: FreightCalcMethod[];
  notSendArea: Area[];
  /** For products that name no template of their own. */
  isDefault: boolean;
}
export interface FreightTemplate extends FreightTemplateDraft {
  templateId: string;
  deliveryType: 'EXPRESS';
  /** Sent back with a save; a save on an older version is refused with CONFLICT. */
  version: number;
  /** What it says, region by region. */
  rules: string[];
  updatedAt: Millis;
}

/** Part of the actions of the cloud function `shop`. Owner, administrator, operator. At most 20 templates a shop. */
export interface FreightActions {
  freightTemplates: { request: { shopId: string }; result: { items: FreightTemplate[] } };
  saveFreightTemplate: {
    request: Write & { shopId: string; templateId?: string; version?: number; draft: FreightTemplateDraft };
    result: FreightTemplate;
  };
  /** Takes the place of the default before it. */
  setDefaultFreight: { request: Write & { shopId: string; templateId: string }; result: { items: FreightTemplate[] } };
  /** Refused while it is the default or products use it. */
  removeFreightTemplate: { request: Write & { shopId: string; templateId: string }; result: { items: FreightTemplate[] } };
}
