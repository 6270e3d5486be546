/** The conditions of a sale, as the product page says them to one shopper. */
import type { FreightNotice, SpuDetail } from '../../typings';
import type { ShopDoc, SpuDoc, UserDoc } from '../data/documents';
import type { FreightTemplateDoc, PurchaseCountDoc } from '../data/terms-documents';
import { areaName, type Place } from '../domain/areas';
import { freightOf, freightText } from '../domain/freight';
import { productMethod, wayOf } from '../domain/fulfilment';
import { canSend, feeSpan, templateFee, templateRules } from '../domain/freight-templates';
import { yuan } from '../domain/money';
import { presaleOf } from '../domain/presale';
import { limitNotice } from '../domain/purchase-limits';
import { serviceTerms, virtualTerms } from '../domain/service-terms';
import { accountsOf } from '../domain/virtual-goods';

export interface Reader {
  /** null: a stranger. */
  user: UserDoc | null;
  bought: PurchaseCountDoc | undefined;
  template: FreightTemplateDoc | null;
}

export function saleNotices(spu: SpuDoc, shop: ShopDoc, { user, bought, template }: Reader, now: number): Partial<SpuDetail> & Pick<SpuDetail, 'freightText' | 'services'> {
  const presale = presaleOf(spu.deliverInfo, now);
  const isVirtual = !wayOf(productMethod(spu)).comesBack;
  const terms = isVirtual ? virtualTerms(shop.services, spu.extraService) : serviceTerms(shop.services, spu.extraService, presale ? 'presale' : template?.sendTime);
  const place = user?.addresses.find(({ addressId }) => addressId === user.defaultAddressId) ?? null;
  const freight = wayOf(productMethod(spu)).toAddress ? freightNotice(spu, shop, template, place) : NO_LOGISTICS;
  return {
    ...(isVirtual ? { deliverMethod: spu.deliverMethod, accountTypes: accountsOf(spu), fromCodes: spu.fromCodes ?? false } : {}),
    freightText: freight.text,
    freight,
    services: terms.map(({ name }) => name),
    serviceTerms: terms,
    limit: limitNotice(spu.limitedInfo, bought, now),
    presale,
    video: spu.video ?? null,
  };
}

const NO_LOGISTICS: FreightNotice = { text: '无需物流', to: '', undeliverable: false, sendTime: '', rules: [], fen: 0 };

/** For one piece at the lowest price. */
function freightNotice(spu: SpuDoc, shop: ShopDoc, template: FreightTemplateDoc | null, place: Place | null): FreightNotice {
  const to = place ? [place.provinceName, place.cityName, place.countyName].filter((name, i, all) => name && all.indexOf(name) === i).join(' ') : '';
  if (!template) return { text: freightText(shop.freight), to, undeliverable: false, sendTime: '', rules: [freightText(shop.freight)], fen: freightOf(shop.freight, spu.minPriceFen) };
  const load = { pieces: 1, grams: spu.expressInfo?.weight ?? 0, goodsFen: spu.minPriceFen };
  const shown = { to, sendTime: template.sendTime, rules: templateRules(template) };
  if (place && !canSend(template, place)) return { ...shown, text: `不支持配送到${areaName({ provinceName: place.provinceName, cityName: place.cityName })}`, undeliverable: true, fen: 0 };
  if (place) {
    const { fen } = templateFee(template, load, place);
    return { ...shown, text: fen === 0 ? '包邮' : `运费 ¥${yuan(fen)}`, undeliverable: false, fen };
  }
  const { least, most } = feeSpan(template, load);
  const text = most === 0 ? '包邮' : least === most ? `运费 ¥${yuan(least)}` : `运费 ¥${yuan(least)}–${yuan(most)}`;
  return { ...shown, text, undeliverable: false, fen: least };
}
