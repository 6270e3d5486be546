/** Where a path written in the mini program is fetched from. */

type Resolver = (path: string) => string | undefined;
const resolvers: Resolver[] = [];

/** wx.* registers how its own paths (wxfile://, http://tmp/) become blob URLs. */
export function addPathResolver(resolver: Resolver): void {
  resolvers.push(resolver);
}

/**
 * URL of a src attribute or url(). Relative paths are relative to the file with the id `owner`
 * (e.g. `components/card/card`); without an owner, to the root of the mini program.
 */
export function assetUrl(src: string, owner = ''): string {
  for (const resolve of resolvers) {
    const url = resolve(src);
    if (url !== undefined) return url;
  }
  if (src.startsWith('cloud://')) return `/__wx/file/${encodeURIComponent(src)}`;
  if (/^(?:https?|data|blob|about):/.test(src) || src === '') return src;
  if (src.startsWith('//')) return `https:${src}`;
  const { pathname, search } = new URL(src, `http://host/${src.startsWith('/') ? '' : owner}`);
  return `/__mp${pathname}${search}`;
}
