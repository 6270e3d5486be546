import type { FindActions } from './find';
import type { Fen, ImageRef, Millis, Page, PageRequest, Write } from './common';
import type { ClaimableCoupon, FlashNotice } from './coupon';
import type { FreightNotice, LimitNotice, PresaleNotice, ProductVideo, SaleTerms, ServiceTerm } from './terms';
import type { AccountType, CodeActions, DeliverMethod } from './fulfilment';
import type { ReviewCard, ReviewSummary } from './review';
import type { SharingActions } from './sharing';
import type { ShopBlockActions } from './shop-blocks';

/**
 * 微信小店's product status: 0 not listed yet, 5 listed, 6 recycle bin, 9 deleted, 11 delisted by the merchant,
 * 13 delisted for a violation, 14 delisted for an insufficient deposit, 15 brand expired, 20 banned.
 */
export type SpuStatus = 0 | 5 | 6 | 9 | 11 | 13 | 14 | 15 | 20;

export interface Category {
  id: string;
  /** '' for a top category. */
  parentId: string;
  name: string;
  icon: ImageRef;
  sort: number;
}
export interface CategoryNode extends Category {
  children: Category[];
}

/** One attribute of a SKU, e.g. { key: '颜色', value: '雾蓝' }. */
export interface SkuAttr {
  key: string;
  value: string;
}
export interface Sku {
  skuId: string;
  attrs: SkuAttr[];
  priceFen: Fen;
  /** Struck-through price; 0 when there is none. */
  marketPriceFen: Fen;
  image: ImageRef;
  /** Merchant's own code; may be ''. */
  skuCode: string;
}
/** A SKU with what can be bought now. */
export interface StockedSku extends Sku {
  available: number;
  /** What a member of the shop pays: the caller's grade, or the first one for those who did not join; absent: the same. */
  memberPriceFen?: Fen;
  /** What makes priceFen lower than the ordinary price, which is then marketPriceFen. */
  priceBy?: 'flash' | 'live' | 'member';
}

/** The line of a product in a list. */
export interface SpuCard {
  spuId: string;
  shopId: string;
  shopName: string;
  title: string;
  subTitle: string;
  image: ImageRef;
  minPriceFen: Fen;
  maxPriceFen: Fen;
  marketPriceFen: Fen;
  sold: number;
  soldOut: boolean;
  /** What some or all pay less than minPriceFen, the ordinary price by which lists are sorted; absent: nothing. */
  deal?: CardDeal;
}
/** flash: everybody, now. coupon: with a coupon that can be claimed. member: with a tap on 入会. live: those who come from the live room. */
export interface CardDeal {
  kind: 'flash' | 'coupon' | 'member' | 'live';
  /** Of one piece. */
  priceFen: Fen;
  /** A few characters: 限时价, 券后, 会员价, 直播价. */
  label: string;
}

export interface ShopBrief {
  shopId: string;
  name: string;
  logo: ImageRef;
  /** Number of listed products. */
  spuCount: number;
}

export interface SpuDetail {
  spuId: string;
  shop: ShopBrief;
  title: string;
  subTitle: string;
  headImages: ImageRef[];
  desc: string;
  descImages: ImageRef[];
  categoryIds: string[];
  /** Product parameters (材质: 纯棉). */
  params: SkuAttr[];
  skus: StockedSku[];
  status: SpuStatus;
  sold: number;
  minPriceFen: Fen;
  maxPriceFen: Fen;
  freightText: string;
  /** Absent: 0, by express. */
  deliverMethod?: DeliverMethod;
  /** With deliverMethod 1 and 3: the accounts that it goes to. */
  accountTypes?: AccountType[];
  /** Virtual goods that are delivered at once. */
  fromCodes?: boolean;
  /** 服务: 七天无理由退货, 48 小时发货 … */
  services: string[];
  /** A price for a time: the SKUs that take part have it as priceFen, and the ordinary one as marketPriceFen. */
  flash?: FlashNotice | null;
  /** What the shop takes off, in words: 满 99 减 10. */
  promotions?: string[];
  /** What sending one piece to the shopper's default address costs. */
  freight?: FreightNotice;
  /** null: as many as there are. */
  limit?: LimitNotice | null;
  /** null: goods in stock. */
  presale?: PresaleNotice | null;
  video?: ProductVideo | null;
  /** `services` with what each means. */
  serviceTerms?: ServiceTerm[];
  /** What shoppers say of it, with the two that tell most. */
  reviews?: ReviewSummary & { top: ReviewCard[] };
  /** The shop has members; absent: it has none. */
  vip?: { joined: boolean; /** The caller's grade, or the one that joining gives. */ levelName: string; /** For one piece at priceFen of the cheapest SKU; 0: none. */ points: number };
  /** The caller came from this live session. */
  live?: { liveId: string; title: string; endsAt: Millis };
}

export type HomeBlock =
  | { type: 'banner'; items: { image: ImageRef; title: string; subTitle: string; url: string }[] }
  | { type: 'categories'; items: { id: string; name: string; icon: ImageRef }[] }
  | { type: 'feature'; title: string; subTitle: string; items: SpuCard[] }
  | { type: 'grid'; title: string; subTitle: string; items: SpuCard[] }
  | { type: 'coupons'; title: string; items: (ClaimableCoupon & { shopName: string })[] }
  | { type: 'shops'; title: string; items: ShopBrief[] }
  | { type: 'text'; title: string; text: string };

export type SpuSort = 'default' | 'sold' | 'priceAsc' | 'priceDesc' | 'newest';

/** What the merchant edits; ids of existing SKUs are kept, a SKU without id is new. */
export interface SpuDraft extends SaleTerms {
  title: string;
  subTitle: string;
  headImages: ImageRef[];
  desc: string;
  descImages: ImageRef[];
  /** The leaf category. */
  categoryId: string;
  params: SkuAttr[];
  skus: SkuDraft[];
}
export interface SkuDraft {
  skuId?: string;
  attrs: SkuAttr[];
  priceFen: Fen;
  marketPriceFen: Fen;
  image: ImageRef;
  skuCode: string;
  /** Only for a new SKU: what is received with it. Existing stock moves by adjustStock. */
  initialStock?: number;
}
export interface ManagedSku extends StockedSku {
  held: number;
  sold: number;
}
export interface ManagedSpu {
  spuId: string;
  shopId: string;
  draft: SpuDraft;
  skus: ManagedSku[];
  status: SpuStatus;
  /** Sent back with save; a save on an older version is refused with CONFLICT. */
  version: number;
  sold: number;
  createdAt: Millis;
  updatedAt: Millis;
}
export interface ManagedSpuCard extends SpuCard {
  /** Its stock is what is left of its codes. */
  fromCodes?: boolean;
  status: SpuStatus;
  available: number;
  version: number;
  updatedAt: Millis;
}

/** Actions of the cloud function `catalog`: name → request and result. The event is `{ action, ...request }`. */
export interface CatalogActions extends FindActions, SharingActions, ShopBlockActions, CodeActions {
  /** Open to everybody. */
  home: { request: Record<string, never>; result: { blocks: HomeBlock[]; feed: Page<SpuCard> } };
  categories: { request: Record<string, never>; result: { tree: CategoryNode[] } };
  product: { request: { spuId: string }; result: SpuDetail };

  /** Shop staff: owner, administrator, operator. */
  manageList: {
    request: PageRequest & { shopId: string; /** listed: 5; delisted: everything else that is not deleted */ tab?: 'all' | 'listed' | 'delisted' };
    result: Page<ManagedSpuCard>;
  };
  manageGet: { request: { shopId: string; spuId: string }; result: ManagedSpu };
  /** Creates (no spuId) or updates. Answers with the stored product. */
  save: {
    request: Write & { shopId: string; spuId?: string; version?: number; draft: SpuDraft };
    result: ManagedSpu;
  };
  /** On the shelf (status 5) or off it (11). Listing is refused with DEPOSIT_REQUIRED where the deposit does not cover the category. */
  setListed: { request: Write & { shopId: string; spuId: string; listed: boolean }; result: { status: SpuStatus } };
  /** 微信小店's diff_type: 1 add, 2 reduce, 3 set the available number. */
  adjustStock: {
    request: Write & { shopId: string; skuId: string; diffType: 1 | 2 | 3; num: number };
    result: { available: number; held: number; sold: number };
  };
}
