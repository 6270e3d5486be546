/** Calls into a page: the functions of its definition, and the page lifetimes of its components. */
import { guarded, report } from './errors';
import type { Page } from './state';

/** Calls a function of the page, when it has it. undefined: it has not, or it threw. */
export function callPage(page: Page, name: string, ...args: unknown[]): unknown {
  const method = page.instance[name];
  if (typeof method !== 'function') return undefined;
  return guarded(name, page.path, () => (method as (...args: unknown[]) => unknown).apply(page.instance, args));
}

export function triggerPageLifetime(page: Page, name: string, ...args: unknown[]): void {
  for (const root of [page.root, page.tabBar]) {
    try {
      root?.getComponent().triggerPageLifetime(name, args as never);
    } catch (error) {
      report(error, name, page.path);
    }
  }
}
