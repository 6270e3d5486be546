import type { PromotionType } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { catalog } from '../../../../services/catalog';
import { coupon } from '../../../../services/coupon';
import { asAppError } from '../../../../services/error';
import { type Sent, type Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';
import { queryText } from '../../../../utils/routes';
import { attrText } from '../../../../utils/sku-matrix';
import { date } from '../../../../utils/time';
import { type OfferProblem, promotionDraftOf, promotionField, type PromotionForm, type TierForm } from '../../utils/offer-form';

const BACK_AFTER_MS = 600;
const DAY = 86_400_000;
const MOST_TIERS = 5;
const TYPES: { key: PromotionType; text: string }[] = [
  { key: 'reduction', text: '满减' },
  { key: 'discount', text: '满折' },
  { key: 'flash', text: '限时价' },
];

function emptyForm(now: number): PromotionForm {
  return { type: 'reduction', name: '', startsOn: '', endsOn: date(now + 6 * DAY), tiers: [{ id: 1, from: '', off: '' }], spu: null, prices: [], perUser: '' };
}

Page({
  data: {
    shopId: '',
    types: TYPES,
    form: emptyForm(Date.now()),
    today: date(Date.now()),
    problem: null as OfferProblem | null,
    busy: false,
    picking: false,
    loadingSkus: false,
    mostTiers: MOST_TIERS,
  },
  saving: null as Attempt | null,
  begun: 0,

  onLoad(query) {
    this.saving = new Attempt();
    this.begun = Date.now();
    this.setData({ shopId: queryText(query, 'shopId'), form: emptyForm(this.begun) });
  },

  edited(change: Partial<PromotionForm>) {
    this.setData({ form: { ...this.data.form, ...change }, problem: null });
  },
  onType(event: Tap<{ type: PromotionType }>) {
    this.edited({ type: event.currentTarget.dataset.type });
  },
  onText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: string }>) {
    this.edited({ [event.currentTarget.dataset.field]: event.detail.value });
  },
  onTier(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { at: number; part: 'from' | 'off' }>) {
    const { at, part } = event.currentTarget.dataset;
    this.edited({ tiers: this.data.form.tiers.map((tier, i) => (i === Number(at) ? { ...tier, [part]: event.detail.value } : tier)) });
  },
  onAddTier() {
    const { tiers } = this.data.form;
    const next: TierForm = { id: Math.max(...tiers.map(({ id }) => id)) + 1, from: '', off: '' };
    if (tiers.length < MOST_TIERS) this.edited({ tiers: [...tiers, next] });
  },
  onRemoveTier(event: Tap<{ at: number }>) {
    const { tiers } = this.data.form;
    if (tiers.length > 1) this.edited({ tiers: tiers.filter((_, i) => i !== Number(event.currentTarget.dataset.at)) });
  },
  onPrice(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { at: number; part: 'price' | 'stock' }>) {
    const { at, part } = event.currentTarget.dataset;
    this.edited({ prices: this.data.form.prices.map((one, i) => (i === Number(at) ? { ...one, [part]: event.detail.value } : one)) });
  },
  onPick() {
    this.setData({ picking: true });
  },
  onClosePicker() {
    this.setData({ picking: false });
  },
  async onPicked({ detail: { spus } }: Sent<{ spus: { spuId: string; title: string }[] }>) {
    const [spu] = spus;
    if (!spu) return;
    this.setData({ picking: false, loadingSkus: true });
    try {
      const { skus } = await catalog.manageGet({ shopId: this.data.shopId, spuId: spu.spuId });
      this.edited({ spu, prices: skus.map(({ skuId, attrs, priceFen }) => ({ skuId, text: attrText(attrs) || '默认规格', priceFen, price: '', stock: '' })) });
    } catch (error) {
      toast(asAppError(error).message);
    } finally {
      this.setData({ loadingSkus: false });
    }
  },

  async onSave() {
    const attempt = this.saving as Attempt | null;
    if (this.data.busy || !attempt) return;
    const draft = promotionDraftOf(this.data.form, this.begun);
    if ('field' in draft) return this.point(draft);
    this.setData({ busy: true });
    try {
      await attempt.run({ shopId: this.data.shopId, draft }, (request) => coupon.createPromotion(request));
      toastSuccess('活动已创建');
      // Stays busy: a second tap would make a second one.
      setTimeout(back, BACK_AFTER_MS);
    } catch (error) {
      const { message, field } = asAppError(error);
      this.setData({ busy: false });
      this.point({ field: promotionField(field ?? ''), message });
    }
  },
  point(problem: OfferProblem) {
    this.setData({ problem });
    toast(problem.message);
  },
});
