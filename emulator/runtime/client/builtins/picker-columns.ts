/** What the columns of a <picker> show in each mode, and what they amount to. No DOM. */
import { areasOf } from './regions';

export interface PickerProps {
  mode: string;
  range: unknown;
  rangeKey: string;
  value: unknown;
  start: string;
  end: string;
  fields: string;
  level: string;
  customItem: string;
}
export interface PickerResult {
  value: unknown;
  /** Region: administrative codes and the postcode, as WeChat gives them. */
  code?: string[];
  postcode?: string;
}
export interface Columns {
  labels(): string[][];
  /** Index of the chosen row, one a column. */
  chosen: number[];
  choose(column: number, row: number): void;
  result(): PickerResult;
}

const pad = (value: number) => String(value).padStart(2, '0');
const series = (from: number, to: number) => Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => from + index);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function columnsOf(props: PickerProps): Columns {
  if (props.mode === 'multiSelector') return multiple(props);
  if (props.mode === 'time') return time(props);
  if (props.mode === 'date') return date(props);
  if (props.mode === 'region') return region(props);
  return single(props);
}

function labelOf(item: unknown, key: string): string {
  const shown = key && typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[key] : item;
  return shown === null || shown === undefined ? '' : String(shown);
}

function single({ range, rangeKey, value }: PickerProps): Columns {
  const labels = list(range).map((item) => labelOf(item, rangeKey));
  const columns: Columns = {
    labels: () => [labels],
    chosen: [clamp(Number(value), labels.length)],
    choose: (_column, row) => (columns.chosen = [row]),
    result: () => ({ value: columns.chosen[0] }),
  };
  return columns;
}

function multiple({ range, rangeKey, value }: PickerProps): Columns {
  const labels = list(range).map((column) => list(column).map((item) => labelOf(item, rangeKey)));
  const columns: Columns = {
    labels: () => labels,
    chosen: labels.map((column, index) => clamp(Number(list(value)[index]), column.length)),
    choose: (column, row) => (columns.chosen = columns.chosen.map((old, index) => (index === column ? row : old))),
    result: () => ({ value: [...columns.chosen] }),
  };
  return columns;
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index || 0));
}

/** Columns of numbers, each within limits that depend on what the columns before it say. */
function numbers(first: number[], limits: (before: number[]) => [from: number, to: number], unit: (value: number, column: number) => string, result: (values: number[]) => PickerResult): Columns {
  let values = first;
  const settle = () => values.forEach((value, column) => (values[column] = Math.max(limits(values.slice(0, column))[0], Math.min(limits(values.slice(0, column))[1], value))));
  settle();
  const seriesOf = (column: number) => series(...limits(values.slice(0, column)));
  return {
    labels: () => values.map((_, column) => seriesOf(column).map((value) => unit(value, column))),
    get chosen() {
      return values.map((value, column) => seriesOf(column).indexOf(value));
    },
    choose(column, row) {
      values = values.map((value, index) => (index === column ? (seriesOf(column)[row] ?? value) : value));
      settle();
    },
    result: () => result(values),
  };
}

function time({ value, start, end }: PickerProps): Columns {
  const parse = (text: unknown, otherwise: number[]) => (/^\d{1,2}:\d{1,2}/.test(String(text)) ? String(text).split(':').map(Number) : otherwise) as [number, number];
  const [from, to] = [parse(start, [0, 0]), parse(end, [23, 59])];
  const now = new Date();
  const limits = ([hour]: number[]): [number, number] => {
    if (hour === undefined) return [from[0], to[0]];
    return [hour === from[0] ? from[1] : 0, hour === to[0] ? to[1] : 59];
  };
  return numbers(parse(value, [now.getHours(), now.getMinutes()]).slice(0, 2), limits, pad, (values) => ({ value: values.map(pad).join(':') }));
}

const dateUnits = ['年', '月', '日'];
function date({ value, start, end, fields }: PickerProps): Columns {
  const parse = (text: unknown, otherwise: number[]) => {
    const parts = String(text).split(/[-/]/).map(Number);
    return parts[0] && parts[0] > 999 ? otherwise.map((fallback, index) => parts[index] || fallback) : otherwise;
  };
  const now = new Date();
  const [from, to] = [parse(start, [1900, 1, 1]), parse(end, [2100, 12, 31])] as [number[], number[]];
  const limits = (before: number[]): [number, number] => {
    const [year, month] = before;
    const depth = before.length;
    const last = depth === 0 ? Infinity : depth === 1 ? 12 : new Date(year ?? 0, month ?? 1, 0).getDate();
    const atStart = before.every((part, index) => part === from[index]);
    const atEnd = before.every((part, index) => part === to[index]);
    return [atStart ? (from[depth] ?? 1) : 1, atEnd ? Math.min(to[depth] ?? last, last) : last];
  };
  const count = { year: 1, month: 2 }[fields] ?? 3;
  const first = parse(value, [now.getFullYear(), now.getMonth() + 1, now.getDate()]).slice(0, count);
  const label = (part: number, column: number) => `${column === 0 ? part : pad(part)}${dateUnits[column]}`;
  return numbers(first, limits, label, (values) => ({ value: values.map((part, column) => (column === 0 ? String(part) : pad(part))).join('-') }));
}

function region({ value, level, customItem }: PickerProps): Columns {
  const depth = { province: 1, city: 2 }[level] ?? 3;
  let chosen = Array.from({ length: depth }, () => 0);
  const every = customItem ? [{ name: customItem, code: '' }] : [];
  const areas = () => {
    const found: { name: string; code: string }[][] = [];
    let parent = '';
    for (let column = 0; column < depth; column++) {
      const here = [...every, ...(column > 0 && parent === '' ? [] : areasOf(parent))];
      found.push(here);
      parent = here[Math.max(0, chosen[column] ?? 0)]?.code ?? '';
    }
    return found;
  };
  list(value).slice(0, depth).forEach((name, column) => {
    const row = areas()[column]?.findIndex((area) => area.name === name) ?? -1;
    chosen[column] = Math.max(0, row);
  });
  return {
    labels: () => areas().map((column) => column.map((area) => area.name)),
    get chosen() {
      return chosen;
    },
    choose(column, row) {
      chosen = chosen.map((old, index) => (index < column ? old : index === column ? row : 0));
    },
    result() {
      const picked = areas().map((column, index) => column[chosen[index] ?? 0] ?? { name: '', code: '' });
      const code = picked.map((area) => area.code).filter(Boolean);
      return { value: picked.map((area) => area.name), code, postcode: code.at(-1) ?? '' };
    },
  };
}
