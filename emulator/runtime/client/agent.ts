/** The wire to the host: calls from automation, their answers, events, and the news that the mini program was rebuilt. */
import { connectEvents, handle } from './automation';
import { showProblems } from './overlay';
import type { Problem } from '../compile/problems';
import { state } from './state';

type Incoming =
  | { type: 'call'; id: number; method: string; params: Record<string, unknown> }
  | { type: 'reload' }
  | { type: 'problems'; problems: Problem[] };

const RETRY = 1000;
let socket: WebSocket | null = null;
let running = 0;
let leave: (() => void) | null = null;
/** Events from before the connection. */
const early: string[] = [];

export function startAgent(): void {
  connectEvents((method, params) => send({ type: 'event', method, params }));
  connect();
}

/** Runs `go` (a reload) as soon as every call has its answer; later calls wait at the host for the new page. */
export function leavePage(go: () => void): void {
  leave = go;
  send({ type: 'leaving' });
  leaveWhenIdle();
}

function connect(): void {
  const address = new URL(`/__agent?openid=${encodeURIComponent(state.openid)}`, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  socket = new WebSocket(address);
  socket.onopen = () => {
    for (const text of early.splice(0)) socket?.send(text);
  };
  socket.onmessage = (event) => void receive(JSON.parse(String(event.data)) as Incoming);
  socket.onclose = () => {
    socket = null;
    // The host was stopped, or is starting again.
    if (!leave) setTimeout(connect, RETRY);
  };
}

async function receive(message: Incoming): Promise<void> {
  if (message.type === 'reload') return leavePage(() => location.reload());
  if (message.type === 'problems') return showProblems(message.problems);
  running++;
  send({ type: 'answer', id: message.id, ...(await answer(message.method, message.params)) });
  running--;
  leaveWhenIdle();
}

async function answer(method: string, params: Record<string, unknown>): Promise<object> {
  try {
    return { result: (await handle(method, params)) ?? {} };
  } catch (error) {
    return { error: { message: error instanceof Error ? error.message : String(error) } };
  }
}

function send(message: object): void {
  const text = JSON.stringify(message);
  if (socket?.readyState === WebSocket.OPEN) socket.send(text);
  else early.push(text);
}

function leaveWhenIdle(): void {
  if (!leave || running > 0) return;
  const go = leave;
  socket?.close();
  // In the next task, so that the caller of switchIdentity still sees its promise resolved.
  setTimeout(go);
}
