/** What happens in the mini program, for whoever wants to know: wx.on*, automation, the workbench. */
import type { LaunchOptions } from './state';

export interface Signals {
  /** A console call of the app's code. */
  log: { type: 'log' | 'info' | 'warn' | 'error' | 'debug'; args: unknown[] };
  /** An error in the app's code: a handler, a lifecycle, a rejected promise, a script that failed to load. */
  exception: { message: string; stack: string };
  unhandledRejection: { reason: unknown; promise: Promise<unknown> };
  theme: { theme: 'light' | 'dark' };
  appShow: LaunchOptions;
  appHide: void;
  pageNotFound: { path: string; query: Record<string, string>; isEntryPage: boolean };
  resize: { size: { windowWidth: number; windowHeight: number } };
  /** A page came to the top and was painted. */
  route: { path: string; query: Record<string, string>; pageId: number };
  /** The shopper forwarded the page; content as onShareAppMessage returned it. */
  share: { title: string; path: string; imageUrl?: string };
}

type Listener<K extends keyof Signals> = (value: Signals[K]) => void;
const listeners = new Map<keyof Signals, Set<Listener<never>>>();

/** Subscribes; the returned function ends it. */
export function on<K extends keyof Signals>(name: K, listener: Listener<K>): () => void {
  const set = listeners.get(name) ?? new Set();
  listeners.set(name, set);
  set.add(listener as Listener<never>);
  return () => off(name, listener);
}

/** Ends one subscription, or all of that name when no listener is given. */
export function off<K extends keyof Signals>(name: K, listener?: Listener<K>): void {
  if (listener) listeners.get(name)?.delete(listener as Listener<never>);
  else listeners.delete(name);
}

export function emit<K extends keyof Signals>(name: K, value: Signals[K]): void {
  for (const listener of [...(listeners.get(name) ?? [])]) (listener as Listener<K>)(value);
}
