/** URLs of pages: `/pages/a/a?x=1`, absolute or relative to the page that is open. */

export interface PageUrl {
  path: string;
  /** Values as they stand in the URL: WeChat does not decode them. */
  query: Record<string, string>;
}

export function parsePageUrl(url: string, from = ''): PageUrl {
  const [path = '', ...rest] = url.split('?');
  return { path: resolvePath(path.replace(/\.html$/, ''), from), query: parseQuery(rest.join('?')) };
}

function resolvePath(path: string, from: string): string {
  if (path.startsWith('/')) return path.slice(1);
  return new URL(path, `http://host/${from}`).pathname.slice(1);
}

function parseQuery(text: string): Record<string, string> {
  const pairs = text.split('&').filter(Boolean).map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** The part behind the path, `?` included; '' when there is nothing. `encode` for glass-easel, which decodes. */
export function queryText(query: Record<string, string>, encode: (text: string) => string = String): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
