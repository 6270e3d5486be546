import type { ClaimableCoupon } from '../../../../typings/index';
import { Attempt } from '../../../services/attempt';
import { coupon } from '../../../services/coupon';
import { asAppError } from '../../../services/error';
import { couponCondition, couponFace } from '../../../utils/coupon-text';
import type { Tap } from '../../../utils/events';
import { toast, toastSuccess } from '../../../utils/feedback';
import { go } from '../../../utils/navigation';
import { routes } from '../../../utils/routes';

type Item = ClaimableCoupon & { shopName: string };

function shownOf(item: Item) {
  const { couponId, mine, perUser, gone, shopName } = item;
  const may = mine < perUser && !gone;
  const act = may ? '领取' : mine > 0 ? '去使用' : '已领完';
  const face = couponFace(item);
  return { couponId, shopName, ...face, condition: couponCondition(item), act, off: !may && mine === 0, label: `${shopName} ${face.sign}${face.amount}${face.unit} 优惠券，${act}` };
}

/** Coupons of several shops: a tap claims one in place, a tap on one that is claimed leads to its shop. */
Component({
  properties: {
    /** (ClaimableCoupon & { shopName })[] */
    items: { type: Array, value: [] as Record<string, unknown>[] },
  },
  data: { coupons: [] as ReturnType<typeof shownOf>[] },
  observers: {
    items(items: unknown[]) {
      (this as unknown as Own).known = [...(items as Item[])];
      this.paint();
    },
  },
  methods: {
    paint() {
      this.setData({ coupons: ((this as unknown as Own).known ?? []).map(shownOf) });
    },
    async onCoupon(event: Tap<{ index: number }>) {
      const own = this as unknown as Own;
      const { index } = event.currentTarget.dataset;
      const item = own.known?.[index];
      if (!item) return;
      if (item.mine > 0 && (item.mine >= item.perUser || item.gone)) return go(routes.shop(item.shopId));
      if (item.gone) return toast('来晚了，优惠券已经领完');
      own.claiming ??= new Attempt();
      if (own.claiming.busy) return;
      try {
        await own.claiming.run({ couponId: item.couponId }, (request) => coupon.claim(request));
        this.change(index, { mine: item.mine + 1 });
        toastSuccess('领取成功');
      } catch (error) {
        const { code, message } = asAppError(error);
        if (code === 'SOLD_OUT') this.change(index, { gone: true });
        if (code === 'LIMIT_EXCEEDED') this.change(index, { mine: item.perUser });
        toast(message);
      }
    },
    change(index: number, change: Partial<Item>) {
      const own = this as unknown as Own;
      own.known = (own.known ?? []).map((one, i) => (i === index ? { ...one, ...change } : one));
      this.paint();
    },
  },
});

/** Kept beside the data: no template binds it. */
interface Own {
  known?: Item[];
  claiming?: Attempt;
}
