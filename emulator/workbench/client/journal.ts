/** The lists of calls and log lines: newest first, filtered by a text, each call opens to its request and answer. */
import type { CallRecord, LogLine } from './cloud';
import { byId, clockText, copy, make } from './dom';
import { jsonView } from './json-view';

const KEPT = 500;
const SLOW_MS = 1000;

export class Journal {
  private readonly calls = byId<HTMLOListElement>('calls');
  private readonly lines = byId<HTMLOListElement>('lines');
  private filter = '';

  /** `nameOf`: whom an openid belongs to. */
  constructor(private readonly nameOf: (openid: string) => string) {
    this.calls.dataset.empty = '还没有云函数调用\nCalls of cloud functions appear here';
    this.lines.dataset.empty = '还没有日志\nLog lines appear here';
    byId<HTMLInputElement>('filter').oninput = (event) => {
      this.filter = (event.target as HTMLInputElement).value.trim().toLowerCase();
      for (const list of [this.calls, this.lines]) for (const row of list.children) this.sift(row as HTMLElement);
    };
    byId('clear').onclick = () => this.clear();
  }

  /** The connection begins anew and tells everything again. */
  clear(): void {
    this.calls.replaceChildren();
    this.lines.replaceChildren();
    this.count();
  }

  addCall(call: CallRecord): void {
    const title = make('span', 'name', call.name, make('em', '', call.action ? ` · ${call.action}` : ''));
    const took = make('span', call.duration > SLOW_MS ? 'took slow' : 'took', durationText(call.duration));
    const who = make('span', 'who', this.who(call));
    const details = make('details', '', make('summary', '', make('span', 'mark'), make('time', '', clockText(call.at)), title, who, took));
    // The JSON is drawn when somebody looks.
    details.addEventListener('toggle', () => details.childElementCount === 1 && details.append(contentOf(call)));
    this.add(this.calls, make('li', call.outcome, details), `${call.name} ${call.action} ${who.textContent ?? ''} ${call.requestId} ${call.outcome}`);
  }

  addLine(line: LogLine): void {
    const row = make('div', 'row', make('span', 'mark'), make('time', '', clockText(line.at)), make('span', 'from', line.from.replace('function:', '')), make('span', 'text', line.text));
    if (line.requestId) row.title = line.requestId;
    this.add(this.lines, make('li', line.level, row), `${line.from} ${line.text} ${line.requestId ?? ''} ${line.level}`);
  }

  private add(list: HTMLOListElement, row: HTMLLIElement, words: string): void {
    row.dataset.words = words.toLowerCase();
    this.sift(row);
    list.prepend(row);
    if (list.childElementCount > KEPT) list.lastElementChild!.remove();
    this.count();
  }

  private sift(row: HTMLElement): void {
    row.hidden = !(row.dataset.words ?? '').includes(this.filter);
  }

  private count(): void {
    const failed = this.calls.querySelectorAll(':scope > .failed').length;
    const errors = this.lines.querySelectorAll(':scope > .error').length;
    show('call-count', this.calls.childElementCount, failed);
    show('line-count', this.lines.childElementCount, errors);
  }

  private who({ caller }: CallRecord): string {
    if (caller.openid) return this.nameOf(caller.openid);
    const sources: Record<string, string> = { wx_trigger: '定时器', wx_paycallback: '微信支付', scf: '管理员' };
    return sources[caller.source ?? ''] ?? caller.source ?? '';
  }
}

function show(id: string, count: number, bad: number): void {
  const badge = byId(id);
  badge.textContent = bad > 0 ? `${bad}/${count}` : count > 0 ? String(count) : '';
  badge.classList.toggle('alarm', bad > 0);
}

function contentOf(call: CallRecord): HTMLElement {
  const button = (label: string, text: string) => {
    const element = make('button', 'quiet', label);
    element.onclick = () => void copy(text);
    return element;
  };
  const list = make('dl', 'more');
  list.append(
    make('dt', '', `请求 Request · ${call.requestId}`, button('复制', call.request)),
    make('dd', '', jsonView(call.request)),
    make('dt', '', call.outcome === 'failed' ? '错误 Error' : '返回 Response', button('复制', call.response)),
    make('dd', '', jsonView(call.response)),
  );
  return list;
}

function durationText(ms: number): string {
  return ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
