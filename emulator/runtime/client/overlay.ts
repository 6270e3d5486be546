/**
 * What the compiler found wrong, over the page. It can be put away; the next build shows it again. In a page that automation drives it is
 * one line at the edge, so that pictures show the page.
 */
import type { Problem } from '../compile/problems';

export function showProblems(problems: Problem[]): void {
  document.querySelector('.mp-problems')?.remove();
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const overlay = element('div', 'mp-problems');
  overlay.setAttribute('role', 'alert');
  overlay.classList.toggle('mp-problems-folded', new URLSearchParams(location.search).has('automation'));
  overlay.onclick = () => overlay.classList.remove('mp-problems-folded');
  const close = element('button', 'mp-problems-close', '×');
  close.setAttribute('aria-label', 'Close');
  close.onclick = () => overlay.remove();
  overlay.append(close, element('h1', '', errors.length === 1 ? 'The mini program has an error' : `The mini program has ${errors.length} errors`));
  for (const { file, line, column, message, mend } of errors) {
    const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
    const item = element('section', '');
    item.append(element('code', '', place), element('p', '', message), element('p', 'mend', `→ ${mend}`));
    overlay.append(item);
  }
  document.body.append(overlay);
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const result = document.createElement(tag);
  result.className = className;
  result.textContent = text;
  return result;
}
