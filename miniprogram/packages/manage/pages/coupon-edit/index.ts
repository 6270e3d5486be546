import type { CouponTerms } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { coupon } from '../../../../services/coupon';
import { asAppError } from '../../../../services/error';
import { type Sent, type Tap } from '../../../../utils/events';
import { toast, toastSuccess } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';
import { queryText } from '../../../../utils/routes';
import { date } from '../../../../utils/time';
import { COUPON_KINDS, couponDraftOf, couponField, type CouponForm, type CouponKind, type OfferProblem } from '../../utils/offer-form';

/** After a save the list is shown again; a moment later, so that the toast is seen. */
const BACK_AFTER_MS = 600;
const DAY = 86_400_000;

function emptyForm(now: number): CouponForm {
  return { scope: 'shop', kind: 'off', name: '', sum: '', discount: '', by: 'fen', threshold: '', spus: [], total: '100', perUser: '1', receiveUntil: date(now + 6 * DAY), validType: 2, validUntil: date(now + 14 * DAY), validDays: '7' };
}

Page({
  data: {
    shopId: '',
    kinds: COUPON_KINDS,
    form: emptyForm(Date.now()),
    today: date(Date.now()),
    problem: null as OfferProblem | null,
    /** As shoppers would see it; null while it is not complete. */
    preview: null as (CouponTerms & { validFrom: number; validUntil: number; validType: 1 | 2; validDays: number }) | null,
    busy: false,
    picking: false,
  },
  saving: null as Attempt | null,
  begun: 0,

  onLoad(query) {
    this.saving = new Attempt();
    this.begun = Date.now();
    this.setData({ shopId: queryText(query, 'shopId'), form: emptyForm(this.begun) });
  },

  edited(change: Partial<CouponForm>) {
    const form = { ...this.data.form, ...change };
    const draft = couponDraftOf(form, this.begun);
    this.setData({ form, problem: null, preview: 'field' in draft ? null : draft });
  },
  onScope(event: Tap<{ scope: CouponForm['scope'] }>) {
    this.edited({ scope: event.currentTarget.dataset.scope });
  },
  onKind(event: Tap<{ kind: CouponKind }>) {
    this.edited({ kind: event.currentTarget.dataset.kind });
  },
  onBy(event: Tap<{ by: CouponForm['by'] }>) {
    this.edited({ by: event.currentTarget.dataset.by, threshold: '' });
  },
  onValidType(event: Tap<{ type: string }>) {
    this.edited({ validType: Number(event.currentTarget.dataset.type) === 1 ? 1 : 2 });
  },
  onText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: string }>) {
    this.edited({ [event.currentTarget.dataset.field]: event.detail.value });
  },
  onPick() {
    this.setData({ picking: true });
  },
  onPicked({ detail: { spus } }: Sent<{ spus: CouponForm['spus'] }>) {
    this.setData({ picking: false });
    this.edited({ spus });
  },
  onClosePicker() {
    this.setData({ picking: false });
  },

  async onSave() {
    const attempt = this.saving as Attempt | null;
    if (this.data.busy || !attempt) return;
    // The same moment for every try, so that a repeated one is the same request.
    const draft = couponDraftOf(this.data.form, this.begun);
    if ('field' in draft) return this.point(draft);
    this.setData({ busy: true });
    try {
      await attempt.run({ shopId: this.data.shopId, draft }, (request) => coupon.create(request));
      toastSuccess('已开始发放');
      // Stays busy: a second tap would make a second coupon.
      setTimeout(back, BACK_AFTER_MS);
    } catch (error) {
      const { message, field } = asAppError(error);
      this.setData({ busy: false });
      this.point({ field: couponField(field ?? ''), message });
    }
  },
  point(problem: OfferProblem) {
    this.setData({ problem });
    toast(problem.message);
    if (problem.field) void wx.pageScrollTo({ selector: `#at-${problem.field}`, offsetTop: -120, duration: 200, fail: () => undefined });
  },
});
