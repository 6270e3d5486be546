/** picker-view: wheels inside the page, with rows of the app's own. */
import { builtin } from './definition';
import { anything, Control, flag, inDocumentOrder, makeScoped, text } from './control';
import { Wheel } from './wheel';
import { cssUnits } from '../units';

const viewProps = {
  value: anything<unknown>([]),
  indicatorStyle: text(),
  indicatorClass: text(),
  maskStyle: text(),
  maskClass: text(),
  immediateChange: flag(),
};

export class PickerView extends Control<typeof viewProps> {
  readonly columns = new Set<PickerViewColumn>();
  private indicator!: ReturnType<typeof makeScoped>;
  private mask!: ReturnType<typeof makeScoped>;
  private reported = '';

  override created(): void {
    this.mask = makeScoped(this, 'wx-part-picker-view-mask');
    this.indicator = makeScoped(this, 'wx-part-picker-view-indicator');
    this.paint();
  }
  override attached(): void {
    requestAnimationFrame(() => {
      this.measure();
      this.follow();
    });
  }
  paint(): void {
    const { indicatorStyle, indicatorClass, maskStyle, maskClass } = this.props;
    this.indicator.element.setAttribute('style', cssUnits(indicatorStyle));
    this.indicator.setClass(indicatorClass);
    this.mask.element.setAttribute('style', cssUnits(maskStyle));
    this.mask.setClass(maskClass);
    if (this.element.isConnected) this.measure();
  }
  /** Rows are as high as the indicator. */
  get rowHeight(): number {
    return this.indicator.element.offsetHeight || 34;
  }
  private measure(): void {
    this.element.style.setProperty('--wx-row', `${this.rowHeight}px`);
    for (const column of this.columns) column.place();
  }
  /** The page has set `value`. */
  follow(): void {
    const value = Array.isArray(this.props.value) ? this.props.value.map(Number) : [];
    this.reported = String(value);
    inDocumentOrder(this.columns).forEach((column, index) => column.wheel.moveTo(value[index] ?? 0));
  }
  settled(): void {
    const value = inDocumentOrder(this.columns).map((column) => column.wheel.index);
    this.emit('pickend');
    if (String(value) === this.reported) return;
    this.reported = String(value);
    this.update('value', value);
    this.emit('change', { value });
  }
}
builtin('picker-view', {
  props: viewProps,
  control: PickerView,
  watch: {
    value: (view) => requestAnimationFrame(() => view.follow()),
    'indicatorStyle,indicatorClass,maskStyle,maskClass': (view) => view.paint(),
  },
});

class PickerViewColumn extends Control {
  wheel!: Wheel;
  private view: PickerView | null = null;
  private rows: MutationObserver | null = null;

  override created(): void {
    this.element.tabIndex = 0;
    this.wheel = new Wheel(this.element, {
      rowHeight: () => this.view?.rowHeight ?? 34,
      count: () => this.wheel.rows().length,
      settled: () => this.view?.settled(),
      started: () => this.view?.emit('pickstart'),
    });
  }
  override attached(): void {
    this.view = this.ancestor(PickerView);
    this.view?.columns.add(this);
    // Rows may come later; where they are put does not change what is chosen.
    this.rows = new MutationObserver(() => this.place());
    this.rows.observe(this.element, { childList: true });
  }
  override detached(): void {
    this.rows?.disconnect();
    this.view?.columns.delete(this);
  }
  place(): void {
    const index = Array.isArray(this.view?.props.value) ? Number(this.view.props.value[inDocumentOrder(this.view.columns).indexOf(this)] ?? 0) : this.wheel.index;
    this.wheel.moveTo(index);
  }
}
builtin('picker-view-column', { props: {}, control: PickerViewColumn });
