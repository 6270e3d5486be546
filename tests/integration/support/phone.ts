/** The client's side of a local cloud: what a mini program in the browser asks over /__wx/, without the browser. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cloud } from '../../../emulator/contracts';
import { createDatabase } from '../../../emulator/runtime/client/wx/cloud-database';
import type { Ask, Conclude } from '../../../emulator/runtime/client/wx/cloud-database/references';

type Answer = Record<string, unknown> & { errCode?: number; errMsg?: string };

export class Phones {
  private constructor(
    private readonly server: Server,
    readonly base: string,
  ) {}

  /** `cloud`: asked for at each request, so that it may be another one after a restart. */
  static async open(cloud: () => Cloud): Promise<Phones> {
    const server = createServer((request, response) => void cloud().handleClient(request, response).then((handled) => handled || response.writeHead(404).end()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Phones(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/__wx`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async post(route: string, openid: string, body: unknown): Promise<Answer> {
    const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await fetch(`${this.base}/${route}`, { method: 'POST', headers: { 'x-wx-openid': openid }, body: bytes as string });
    return (await response.json()) as Answer;
  }

  /** wx.cloud.database() of this user's phone. */
  database(openid: string, options?: { throwOnNotFound?: boolean }) {
    const ask: Ask = async (call, action, params) => {
      const reply = await this.post('database', openid, { action, params });
      if (reply.errCode !== undefined) throw Object.assign(new Error(), { errCode: reply.errCode, errMsg: `${call}:fail Error: ${reply.errMsg ?? ''}` });
      return reply as { data?: Record<string, unknown> };
    };
    return createDatabase(ask, conclude, options);
  }
}

/** As the page's own table of wx does: callbacks if there are any, else a promise. */
const conclude: Conclude = (call, outcome, options) => {
  const told = outcome.then(
    (result) => ({ errMsg: `${call}:ok`, ...result }),
    (error: Error) => Promise.reject('errMsg' in error ? error : Object.assign(error, { errMsg: `${call}:fail ${error.message}` })),
  );
  const { success, fail } = (options ?? {}) as { success?: (result: unknown) => void; fail?: (error: unknown) => void };
  if (!success && !fail) return told;
  void told.then(success, fail);
  return undefined;
};
