import type { FlashNotice } from '../../../../../typings/index';

/** A price for a time: its name, how much of it is taken, how long it lasts. */
Component({
  properties: {
    /** FlashNotice */
    flash: { type: Object, value: {} as Record<string, unknown> },
    /** The time that is left, in words. */
    left: { type: String, value: '' },
  },
  data: { counted: false, gone: false, percent: 0, hint: '' },
  observers: {
    flash(flash: Partial<FlashNotice> | null) {
      const { total = 0, left = 0, perUser = 0, mine = 0 } = flash ?? {};
      const percent = total > 0 ? Math.min(100, Math.round(((total - left) * 100) / total)) : 0;
      const mineText = perUser > 0 ? (mine >= perUser ? `限购 ${perUser} 件，你已买过` : `每人限 ${perUser} 件`) : '';
      this.setData({ counted: total > 0, gone: total > 0 && left === 0, percent, hint: mineText });
    },
  },
});
