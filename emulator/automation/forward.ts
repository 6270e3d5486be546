/** Calls that go on into the page, and what a page that was loaded again has to be told anew. */
import type { AgentHub } from '../contracts';

export interface Forwarder {
  call(method: string, params: Record<string, unknown>): Promise<unknown>;
  enableLog(): Promise<void>;
  addBinding(name: string): Promise<void>;
  /** As a fresh start finds it: no mocks, no bindings, no log. */
  reset(): Promise<void>;
}

/** A reload forgets bindings and the console hook, as recompiling in DevTools does not: they are given to each new page. Mocks are not. */
export function forwarder(hub: AgentHub): Forwarder {
  const bindings = new Set<string>();
  let logging = false;
  let prepared: string | null = null;

  async function prepare(): Promise<void> {
    const page = hub.current()?.id ?? null;
    if (page === prepared || page === null) return;
    prepared = page;
    if (logging) await hub.call('App.enableLog', {});
    for (const name of bindings) await hub.call('App.addBinding', { name });
  }

  return {
    async call(method, params) {
      await prepare();
      return hub.call(method, params);
    },
    async enableLog() {
      logging = true;
      // The client does not wait for the reply and dies of an error; a page that opens later is told by prepare().
      prepared = hub.current() ? prepared : null;
      if (hub.current()) await hub.call('App.enableLog', {}).catch(() => (prepared = null));
    },
    async addBinding(name) {
      await prepare();
      bindings.add(name);
      await hub.call('App.addBinding', { name });
    },
    async reset() {
      bindings.clear();
      logging = false;
      if (hub.current()) await hub.call('App.reset', {});
    },
  };
}
