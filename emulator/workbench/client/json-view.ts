/** JSON for people: indented, with its parts coloured. Text that is not JSON is shown as it is. */
import { make } from './dom';

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export function jsonView(text: string): HTMLElement {
  const pretty = indent(text);
  const view = make('pre');
  if (pretty === null) {
    view.textContent = text;
    return view;
  }
  let at = 0;
  for (const token of pretty.matchAll(TOKEN)) {
    view.append(pretty.slice(at, token.index));
    const [all, string, colon] = token;
    const kind = string === undefined ? 'other' : colon === undefined ? 'string' : 'key';
    view.append(make('span', kind, string ?? all), colon ?? '');
    at = token.index + all.length;
  }
  view.append(pretty.slice(at));
  return view;
}

function indent(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // An error text, or a result that was cut short.
    return null;
  }
}
