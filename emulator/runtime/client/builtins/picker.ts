/** picker: a tap opens the sheet with the wheels. */
import { builtin } from './definition';
import { anything, flag, text } from './control';
import { Field } from './form';
import { columnsOf, type Columns, type PickerProps } from './picker-columns';
import { openPickerSheet, type PickerSheet } from './picker-sheet';

const pickerProps = {
  name: anything<unknown>(''),
  mode: text('selector'),
  disabled: flag(),
  headerText: text(),
  range: anything<unknown>([]),
  rangeKey: text(),
  value: anything<unknown>(null),
  start: text(),
  end: text(),
  fields: text('day'),
  level: text('region'),
  customItem: text(),
};

const titles: Record<string, string> = { time: '选择时间', date: '选择日期', region: '选择地区' };

export class PickerControl extends Field<typeof pickerProps> {
  private sheet: PickerSheet | null = null;
  private columns: Columns | null = null;

  override created(): void {
    this.listen('tap', () => this.open());
  }
  override detached(): void {
    this.sheet?.close();
    this.sheet = null;
  }
  override get fieldValue(): unknown {
    return this.props.value;
  }
  override resetField(): void {
    this.update('value', this.props.mode === 'selector' ? -1 : this.props.mode === 'multiSelector' || this.props.mode === 'region' ? [] : '');
  }

  private open(): void {
    if (this.props.disabled || this.sheet) return;
    const columns = columnsOf(this.props as PickerProps);
    this.columns = columns;
    this.sheet = openPickerSheet({
      title: this.props.headerText || titles[this.props.mode] || '请选择',
      columns: columns.labels(),
      chosen: columns.chosen,
      turned: (column, row) => this.turned(column, row),
      confirmed: () => this.confirmed(),
      cancelled: () => {
        this.closed();
        this.emit('cancel');
      },
    });
  }
  private turned(column: number, row: number): void {
    if (!this.columns) return;
    this.columns.choose(column, row);
    this.sheet?.show(this.columns.labels(), this.columns.chosen);
    if (this.props.mode === 'multiSelector') this.emit('columnchange', { column, value: row });
  }
  private confirmed(): void {
    const result = this.columns?.result();
    this.closed();
    if (!result) return;
    this.update('value', result.value);
    this.emit('change', result);
  }
  private closed(): void {
    this.sheet?.close();
    this.sheet = null;
    this.columns = null;
  }
  /** The page changed range or value while the sheet is open, as multiSelector pages do on columnchange. */
  refresh(): void {
    if (!this.sheet) return;
    const turnedTo = this.columns?.chosen ?? [];
    const columns = columnsOf(this.props as PickerProps);
    if (this.props.mode === 'multiSelector' && !Array.isArray(this.props.value)) columns.labels().forEach((labels, column) => columns.choose(column, Math.min(turnedTo[column] ?? 0, labels.length - 1)));
    this.columns = columns;
    this.sheet.show(columns.labels(), columns.chosen);
  }
}
builtin('picker', { props: pickerProps, control: PickerControl, watch: { 'range,value': (picker) => picker.refresh() } });
