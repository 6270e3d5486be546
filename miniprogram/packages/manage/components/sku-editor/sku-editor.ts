import { type Tap } from '../../../../utils/events';
import { ask, toast } from '../../../../utils/feedback';
import { type Axis, combinationsOf, MOST_AXES, MOST_ROWS, rowName, rowsFor, type SkuForm, type SkuRow } from '../../utils/sku-form';

type Field = 'price' | 'market' | 'stock';
type ShownRow = SkuRow & { name: string };
type Typed<D extends WechatMiniprogram.IAnyObject> = WechatMiniprogram.CustomEvent<{ value: string }, object, D>;

/**
 * Attributes, their values, and the table of what they combine to. Takes `form` when it is set anew and keeps it itself from then on;
 * sends `change` {sku: SkuForm} after every edit, `image` {rowId, image} and `stock` {skuId} for what the page does.
 */
Component({
  properties: {
    /** SkuForm */
    form: { type: Object, value: null as unknown as Record<string, unknown> },
    /** The stock is what is left of the codes. */
    coded: { type: Boolean, value: false },
    /** FormProblem | null */
    problem: { type: Object, value: null as unknown as Record<string, unknown> },
  },
  data: { axes: [] as Axis[], rows: [] as ShownRow[], mostAxes: MOST_AXES, typed: {} as Record<string, string>, fill: false, fillPrice: '', fillMarket: '', fillStock: '' },
  observers: {
    form(form: unknown) {
      const sku = form as SkuForm | null;
      if (!sku) return;
      this.setData({ axes: sku.axes, rows: named(sku.axes, sku.rows), typed: {} });
      this.next(sku.next);
    },
  },
  methods: {
    /** The next local id; with a number, sets where to go on. */
    next(from?: number): number {
      const counter = this as unknown as { counter?: number };
      counter.counter = from ?? (counter.counter ?? 1) + 1;
      return counter.counter;
    },
    sent() {
      const { axes, rows } = this.data;
      const counter = this as unknown as { counter?: number };
      this.triggerEvent('change', { sku: { axes, rows: rows.map(({ name: _name, ...row }) => row), next: (counter.counter ?? 1) + 1 } });
    },
    /** New axes: the table grows or shrinks with them, and says so before stored stock goes. */
    async rebuild(axes: Axis[]): Promise<boolean> {
      const count = combinationsOf(axes).length;
      if (count > MOST_ROWS) {
        toast(`规格组合最多 ${MOST_ROWS} 个，这样会有 ${count} 个`);
        return false;
      }
      const rows = rowsFor(axes, this.data.rows);
      const lost = this.data.rows.filter(({ skuId }) => skuId !== undefined && !rows.some((row) => row.skuId === skuId));
      const pieces = lost.reduce((sum, { available }) => sum + available, 0);
      if (pieces > 0 && !(await ask(`会删除 ${lost.length} 个规格，它们的 ${pieces} 件可售库存将清零`, '删除', '删除规格'))) return false;
      this.setData({ axes, rows: named(axes, rows) });
      this.sent();
      return true;
    },

    onAddAxis() {
      const { axes } = this.data;
      if (axes.length >= MOST_AXES) return;
      this.setData({ axes: [...axes, { id: `a${this.next()}`, key: '', values: [] }] });
      this.sent();
    },
    onRemoveAxis(event: Tap<{ axis: string }>) {
      void this.rebuild(this.data.axes.filter(({ id }) => id !== event.currentTarget.dataset.axis));
    },
    onKey(event: Typed<{ at: number }>) {
      this.setData({ [`axes[${Number(event.currentTarget.dataset.at)}].key`]: event.detail.value });
      this.sent();
    },
    onTyped(event: Typed<{ axis: string }>) {
      this.setData({ [`typed.${event.currentTarget.dataset.axis}`]: event.detail.value });
    },
    async onAddValue(event: Tap<{ axis: string }>) {
      const { axis: axisId } = event.currentTarget.dataset;
      const name = (this.data.typed[axisId] ?? '').trim();
      const axis = this.data.axes.find(({ id }) => id === axisId);
      if (!axis || !name) return;
      if (axis.values.some((value) => value.name === name)) {
        toast(`“${name}”已经有了`);
        return;
      }
      const value = { id: `v${this.next()}`, name };
      const done = await this.rebuild(this.data.axes.map((one) => (one.id === axisId ? { ...one, values: [...one.values, value] } : one)));
      if (done) this.setData({ [`typed.${axisId}`]: '' });
    },
    onRemoveValue(event: Tap<{ axis: string; value: string }>) {
      const { axis, value } = event.currentTarget.dataset;
      void this.rebuild(this.data.axes.map((one) => (one.id === axis ? { ...one, values: one.values.filter(({ id }) => id !== value) } : one)));
    },
    onRename(event: Typed<{ at: number; place: number }>) {
      const { at, place } = event.currentTarget.dataset;
      this.setData({ [`axes[${Number(at)}].values[${Number(place)}].name`]: event.detail.value });
      const { axes, rows } = this.data;
      const patch: Record<string, string> = {};
      rows.forEach((row, index) => {
        const name = rowName(axes, row);
        if (name !== row.name) patch[`rows[${index}].name`] = name;
      });
      this.setData(patch);
      this.sent();
    },

    onCell(event: Typed<{ at: number; field: Field }>) {
      const { at, field } = event.currentTarget.dataset;
      this.setData({ [`rows[${Number(at)}].${field}`]: event.detail.value });
      this.sent();
    },
    onImage(event: Tap<{ at: number }>) {
      const row = this.data.rows[Number(event.currentTarget.dataset.at)];
      if (row) this.triggerEvent('image', { rowId: row.id, image: row.image });
    },
    onStock(event: Tap<{ sku: string }>) {
      this.triggerEvent('stock', { skuId: event.currentTarget.dataset.sku });
    },
    onFillToggle() {
      this.setData({ fill: !this.data.fill });
    },
    onFillTyped(event: Typed<{ field: 'fillPrice' | 'fillMarket' | 'fillStock' }>) {
      this.setData({ [event.currentTarget.dataset.field]: event.detail.value });
    },
    onFill() {
      const { fillPrice, fillMarket, fillStock } = this.data;
      const rows = this.data.rows.map((row) => ({
        ...row,
        price: fillPrice.trim() || row.price,
        market: fillMarket.trim() || row.market,
        stock: row.skuId === undefined && fillStock.trim() ? fillStock.trim() : row.stock,
      }));
      this.setData({ rows, fill: false, fillPrice: '', fillMarket: '', fillStock: '' });
      this.sent();
    },
  },
});

function named(axes: Axis[], rows: readonly SkuRow[]): ShownRow[] {
  return rows.map((row) => ({ ...row, name: rowName(axes, row) }));
}
