/** The bottom sheet of <picker>: wheels, 取消 and 确定. */
import { layerButton, openLayer, part } from '../wx/ui/layer';
import { Wheel } from './wheel';

export interface PickerSheetOptions {
  title: string;
  columns: string[][];
  chosen: number[];
  turned(column: number, row: number): void;
  confirmed(): void;
  cancelled(): void;
}
export interface PickerSheet {
  /** Other rows in the columns, or other rows chosen. */
  show(columns: string[][], chosen: number[]): void;
  close(): void;
}

/** px, as in builtins.css. */
const rowHeight = 48;

export function openPickerSheet({ title, columns, chosen, turned, confirmed, cancelled }: PickerSheetOptions): PickerSheet {
  const layer = openLayer({ kind: 'sheet', label: title, name: 'mp-picker', dismiss: cancelled });
  const shown: { wheel: Wheel; labels: string[] }[] = [];
  const wheels = part('div', 'mp-wheels');
  const buttons = part('div', 'mp-sheet-buttons');
  const cancel = layerButton('mp-button', '取消', cancelled);
  const confirm = layerButton('mp-button mp-button-primary', '确定', () => {
    for (const { wheel } of shown) wheel.finish();
    confirmed();
  });
  cancel.dataset.picker = 'cancel';
  confirm.dataset.picker = 'confirm';
  buttons.append(cancel, confirm);
  layer.panel.append(part('div', 'mp-sheet-title', title), wheels, buttons);

  const show = (labels: string[][], rows: number[]) => {
    while (shown.length > labels.length) shown.pop()?.wheel.scroller.remove();
    labels.forEach((column, index) => {
      const entry = (shown[index] ??= { wheel: addWheel(wheels, index, () => shown[index]?.labels.length ?? 0, turned), labels: [] });
      const same = entry.labels.length === column.length && entry.labels.every((label, row) => label === column[row]);
      if (!same) fill(entry.wheel.scroller, column);
      entry.labels = column;
      if (!same || entry.wheel.index !== rows[index]) entry.wheel.moveTo(rows[index] ?? 0);
      mark(entry.wheel.scroller, entry.wheel.index);
    });
  };
  show(columns, chosen);
  return { show, close: () => layer.close() };
}

function addWheel(parent: HTMLElement, index: number, count: () => number, turned: (column: number, row: number) => void): Wheel {
  const scroller = part('div', 'mp-wheel');
  scroller.setAttribute('role', 'listbox');
  scroller.tabIndex = 0;
  scroller.dataset.column = String(index);
  parent.appendChild(scroller);
  return new Wheel(scroller, { rowHeight: () => rowHeight, count, settled: (row) => turned(index, row) });
}

function fill(scroller: HTMLElement, labels: string[]): void {
  const rows = labels.map((label, row) => {
    const option = part('div', 'mp-wheel-row', label);
    option.setAttribute('role', 'option');
    option.dataset.row = String(row);
    return option;
  });
  scroller.replaceChildren(...rows);
}

function mark(scroller: HTMLElement, chosen: number): void {
  [...scroller.children].forEach((row, index) => row.setAttribute('aria-selected', String(index === chosen)));
}
