/** The automator protocol on a WebSocket: what `miniprogram-automator` talks to instead of WeChat DevTools. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { AgentHub, Log, Part } from '../contracts';
import { EmulatorError, messageOf } from '../errors';
import { type Params, type Session, replyError, toolMethods, type ToolHost } from './tool';
import { forwarder } from './forward';

export interface AutomationOptions {
  hub: AgentHub;
  /** 0: any free port. */
  port: number;
  log: Log;
  /** Who testAccounts() names. */
  identities(): { openid: string; name: string }[];
  /** PNG of the page that automation drives, when the command owns its browser; null: the page draws itself. */
  capture?: (() => Promise<Buffer | null>) | undefined;
  /** What Tool.getInfo says; the client wants 2.7.3 or newer. */
  sdkVersion?: string | undefined;
  /** After Tool.close was answered. Without it the server goes on for the next client. */
  onClose?: (() => void) | undefined;
}
export interface Automation extends Part {
  port: number;
  /** ws://127.0.0.1:PORT */
  url: string;
  /** How many are connected. */
  clients(): number;
}

/** Listens on 127.0.0.1 and, where there is one, ::1. Refuses connections that come from a web page. */
export async function startAutomation(options: AutomationOptions): Promise<Automation> {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Set<Session>();
  const servers = await listen(options.port, () => loopbackServer(sockets));
  const port = (servers[0]?.address() as AddressInfo).port;

  const forward = forwarder(options.hub);
  const broadcast = (method: string, params: unknown) => {
    for (const session of sessions) if (method !== 'App.logAdded' || session.logging) session.send({ method, params });
  };
  const onEvent = (method: string, params: unknown) => broadcast(method, params);
  options.hub.on('event', onEvent);

  const host: ToolHost = {
    identities: options.identities,
    sdkVersion: options.sdkVersion ?? '3.8.0',
    broadcast,
    forward: forward.call,
    async closeApp() {
      if (options.onClose) options.onClose();
      else await forward.reset();
    },
  };

  async function dispatch(session: Session, method: string, params: Params): Promise<object> {
    const tool = toolMethods[method];
    if (tool) return tool(host, params, session);
    if (method === 'App.enableLog') {
      session.logging = true;
      // The client does not wait for this reply, and a failure would end its process.
      forward.call(method, params).catch((error: unknown) => options.log({ level: 'warn', from: 'automation', text: `console events: ${messageOf(error)}` }));
      return {};
    }
    // What comes before Tool.close in close(); a mini program cannot exit here.
    if (method === 'App.exit') return {};
    if (method === 'App.captureScreenshot') {
      const image = await options.capture?.();
      if (image) return { data: image.toString('base64') };
    }
    if (!/^(App|Page|Element)\./.test(method)) throw new Error(`${method} unimplemented`);
    const result = await forward.call(method, params);
    return typeof result === 'object' && result !== null ? result : {};
  }

  sockets.on('connection', (socket: WebSocket) => {
    const session: Session = {
      logging: false,
      send: (frame) => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
      },
      end: () => socket.close(),
    };
    sessions.add(session);
    socket.on('close', () => sessions.delete(session));
    socket.on('error', (error) => options.log({ level: 'warn', from: 'automation', text: `connection: ${error.message}` }));
    socket.on('message', (raw) => void answer(session, String(raw)));
  });

  /** Every request gets exactly one reply: the client has no time limit of its own. */
  async function answer(session: Session, raw: string): Promise<void> {
    let id: unknown = null;
    try {
      const request = parse(raw);
      id = request.id;
      session.send({ id, result: await dispatch(session, request.method, request.params) });
      if (request.method === 'Tool.close') {
        session.end();
        await host.closeApp();
      }
    } catch (error) {
      session.send(replyError(id, messageOf(error)));
    }
  }

  return {
    port,
    url: `ws://127.0.0.1:${port}`,
    clients: () => sessions.size,
    async stop() {
      options.hub.off('event', onEvent);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
    },
  };
}

function parse(raw: string): { id: unknown; method: string; params: Params } {
  let frame: unknown;
  try {
    frame = JSON.parse(raw);
  } catch (error) {
    throw new Error(`The frame is not JSON: ${messageOf(error)}`, { cause: error });
  }
  const { id, method, params } = (frame ?? {}) as Record<string, unknown>;
  if (typeof method !== 'string') throw new Error('The frame names no method.');
  return { id: id ?? null, method, params: typeof params === 'object' && params !== null ? (params as Params) : {} };
}

/** An HTTP server that only upgrades. A web page always sends an Origin, the automator's client never does. */
function loopbackServer(sockets: WebSocketServer): Server {
  const server = createServer((_request, response) => {
    response.writeHead(426, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    response.end('This port speaks the automator protocol over WebSocket: automator.connect({ wsEndpoint }).\n');
  });
  server.on('upgrade', (request, socket, head) => {
    if (request.headers.origin !== undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  return server;
}

/** One server a loopback address, all on the same port. A machine without IPv6 gets the first alone. */
async function listen(wanted: number, create: () => Server): Promise<Server[]> {
  for (let attempt = 0; ; attempt++) {
    const first = create();
    await bind(first, wanted, '127.0.0.1').catch((error: NodeJS.ErrnoException) => {
      throw busy(error, wanted);
    });
    const { port } = first.address() as AddressInfo;
    const second = create();
    try {
      await bind(second, port, '::1');
      return [first, second];
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return [first];
      first.close();
      // A free port was asked for: another one may be free on both addresses.
      if (wanted === 0 && code === 'EADDRINUSE' && attempt < 20) continue;
      throw busy(error as NodeJS.ErrnoException, wanted);
    }
  }
}

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function busy(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new EmulatorError(`Port ${port} for automation is taken by another program.`, 'Stop that program, or choose another port: --automator-port N (0: any free one).', { cause: error });
}
