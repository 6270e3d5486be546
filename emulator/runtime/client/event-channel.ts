/** The channel between a page and the page it opened with wx.navigateTo. */

type Listener = (...args: unknown[]) => void;

export interface EventChannel {
  on(name: string, listener: Listener): void;
  once(name: string, listener: Listener): void;
  off(name: string, listener?: Listener): void;
  emit(name: string, ...args: unknown[]): void;
}

/** The two ends; what one emits the other's listeners get. */
export function channelPair(): [opener: EventChannel, opened: EventChannel] {
  const toOpener = new Line();
  const toOpened = new Line();
  return [end(toOpener, toOpened), end(toOpened, toOpener)];
}

function end(incoming: Line, outgoing: Line): EventChannel {
  return {
    on: (name, listener) => incoming.on(name, listener),
    once(name, listener) {
      const once: Listener = (...args) => {
        incoming.off(name, once);
        listener(...args);
      };
      incoming.on(name, once);
    },
    off: (name, listener) => incoming.off(name, listener),
    emit: (name, ...args) => outgoing.emit(name, args),
  };
}

/** One direction. Keeps what comes before anybody listens, as a page emits before the other one has loaded. */
class Line {
  private readonly listeners = new Map<string, Listener[]>();
  private readonly early = new Map<string, unknown[][]>();

  on(name: string, listener: Listener): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
    const waiting = this.early.get(name) ?? [];
    this.early.delete(name);
    for (const args of waiting) listener(...args);
  }
  off(name: string, listener?: Listener): void {
    this.listeners.set(name, listener ? (this.listeners.get(name) ?? []).filter((other) => other !== listener) : []);
  }
  emit(name: string, args: unknown[]): void {
    const listeners = this.listeners.get(name) ?? [];
    if (listeners.length > 0) for (const listener of [...listeners]) listener(...args);
    else this.early.set(name, [...(this.early.get(name) ?? []), args]);
  }
}
