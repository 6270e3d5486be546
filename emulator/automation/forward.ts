/** Calls that go on into the page, and what a page that was loaded again has to be told anew. */
import type { AgentHub } from '../contracts';
import type { Params } from './tool';

export interface Forwarder {
  /** Rejects with the page's own message. */
  call(method: string, params: Params): Promise<unknown>;
  /** As a fresh start finds it: no mocks, no bindings, no log. */
  reset(): Promise<void>;
}

/**
 * Another identity is another load of the page. What the client has set up there outlives it: exposed functions, the console
 * hook, mocks. Each new page is given them before the first call reaches it.
 */
export function forwarder(hub: AgentHub): Forwarder {
  /** Calls to repeat, by what they set up. All of them may be repeated on a page that has them. */
  const setUp = new Map<string, { method: string; params: Params }>();
  let prepared: { page: string; done: Promise<void> } | null = null;

  async function replay(): Promise<void> {
    for (const { method, params } of [...setUp.values()]) await hub.call(method, params);
  }

  async function prepare(): Promise<void> {
    if (setUp.size === 0) return;
    // A page is on its way: this call waits for it.
    if (!hub.current()) await hub.call('App.getPageStack', {});
    const page = hub.current()?.id;
    if (page === undefined) return;
    if (prepared?.page !== page) prepared = { page, done: replay() };
    await prepared.done;
  }

  return {
    async call(method, params) {
      await prepare();
      const result = await hub.call(method, params);
      remember(method, params);
      return result;
    },
    async reset() {
      setUp.clear();
      prepared = null;
      if (hub.current()) await hub.call('App.reset', {});
    },
  };

  function remember(method: string, params: Params): void {
    const key = `${method} ${String(params.pluginId ?? '')} ${String(params.name ?? params.method ?? '')}`;
    if (method === 'App.addBinding' || method === 'App.enableLog') setUp.set(key, { method, params });
    if (method !== 'App.mockWxMethod') return;
    if ('functionDeclaration' in params || 'result' in params) setUp.set(key, { method, params });
    else setUp.delete(key);
  }
}
