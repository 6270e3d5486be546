/** The pages that are open, and the calls that go to the one automation drives. */
import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { AgentHub, AgentPage } from '../../contracts';
import type { Problem } from '../compile/problems';

type Incoming =
  | { type: 'answer'; id: number; result?: unknown; error?: { message: string } }
  | { type: 'event'; method: string; params: unknown }
  | { type: 'leaving' };
interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}
interface Connection extends AgentPage {
  socket: WebSocket;
  /** About to reload: it still answers, but gets no new calls. */
  leaving: boolean;
  pending: Map<number, Pending>;
}

/** How long a call waits for a page, in ms. */
const PATIENCE = 15_000;

export class Hub implements AgentHub {
  private readonly events = new EventEmitter();
  /** Oldest first. */
  private readonly connections: Connection[] = [];
  private lastPage = 0;
  private lastCall = 0;

  add(socket: WebSocket, openid: string): void {
    const connection: Connection = { id: String(++this.lastPage), openid, socket, leaving: false, pending: new Map() };
    this.connections.push(connection);
    socket.on('message', (data) => this.receive(connection, String(data)));
    socket.on('close', () => this.drop(connection));
    // 'close' follows; without a listener the process would end.
    socket.on('error', () => socket.terminate());
    this.events.emit('page');
  }

  current(): AgentPage | null {
    const page = this.ready();
    return page && { id: page.id, openid: page.openid };
  }

  async call(method: string, params: Record<string, unknown>): Promise<unknown> {
    const page = this.ready() ?? (await this.nextPage(method));
    return new Promise((resolve, reject) => {
      const id = ++this.lastCall;
      page.pending.set(id, { resolve, reject });
      page.socket.send(JSON.stringify({ type: 'call', id, method, params }));
    });
  }

  on(event: 'event', listener: (method: string, params: unknown) => void): void {
    this.events.on(event, listener);
  }
  off(event: 'event', listener: (method: string, params: unknown) => void): void {
    this.events.off(event, listener);
  }

  reload(): void {
    for (const page of this.connections) {
      page.leaving = true;
      page.socket.send(JSON.stringify({ type: 'reload' }));
    }
  }
  showProblems(problems: Problem[]): void {
    for (const { socket } of this.connections) socket.send(JSON.stringify({ type: 'problems', problems }));
  }
  close(): void {
    for (const { socket } of this.connections) socket.terminate();
  }

  private ready(): Connection | null {
    return this.connections.findLast((page) => !page.leaving) ?? null;
  }

  private nextPage(method: string): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.events.off('page', look);
      };
      const look = (): void => {
        const page = this.ready();
        if (!page) return;
        end();
        resolve(page);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`${method}: no page of the mini program is open. Open the shop page in a browser, or start with --headless.`));
      }, PATIENCE);
      this.events.on('page', look);
    });
  }

  private receive(page: Connection, text: string): void {
    const message = JSON.parse(text) as Incoming;
    if (message.type === 'leaving') page.leaving = true;
    if (message.type === 'event' && page === this.connections.at(-1)) this.events.emit('event', message.method, message.params);
    if (message.type !== 'answer') return;
    const pending = page.pending.get(message.id);
    page.pending.delete(message.id);
    if (message.error) pending?.reject(new Error(message.error.message));
    else pending?.resolve(message.result);
  }

  private drop(page: Connection): void {
    this.connections.splice(this.connections.indexOf(page), 1);
    for (const { reject } of page.pending.values()) reject(new Error('the page was closed or reloaded before it answered'));
  }
}
