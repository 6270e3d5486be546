/** The shop on a cloud in another process, asked as cheaply as possible: what is measured is the cloud. */
import http from 'node:http';
import type { Cloud, Invocation } from '../../emulator/contracts';
import { ShopCloud } from '../integration/support/shop-cloud';

export interface ServerInfo {
  port: number;
  token: string;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

function post(port: number, path: string, body: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, port, host: '127.0.0.1', path, method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts).toString()));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

export interface RemoteShop {
  shop: ShopCloud;
  pay(outTradeNo: string): Promise<string>;
}

/** Functions are called at /admin as the SDK's callFunction calls them, in the name of a user. */
export function remoteShop({ port, token }: ServerInfo): RemoteShop {
  const authorization = `Bearer ${token}`;
  const control = async <T>(route: string, body: object): Promise<T> => JSON.parse(await post(port, `/control/${route}`, JSON.stringify(body), { authorization })) as T;
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (openid: string | undefined): Promise<string> => {
    const as = openid ?? '';
    let known = tokens.get(as);
    if (!known) tokens.set(as, (known = control<Record<string, string>>('env', openid ? { as: openid } : {}).then((env) => env.WX_API_TOKEN!)));
    return known;
  };
  const invoke: Cloud['invoke'] = async (name, event, { openid }) => {
    const body = { action: 'functions.invokeFunction', function_name: name, request_data: JSON.stringify(event), wxCloudApiToken: await tokenOf(openid) };
    const reply = JSON.parse(await post(port, '/admin', JSON.stringify(body))) as { requestId: string; code?: string; message?: string; data?: { response_data: string } };
    if (reply.code !== undefined) return { requestId: reply.requestId, duration: 0, error: { errCode: -1, errMsg: `${reply.code} ${reply.message}` } };
    return { requestId: reply.requestId, duration: 0, result: JSON.parse(reply.data!.response_data) as Invocation['result'] };
  };
  return {
    shop: ShopCloud.attached({ port, url: `http://127.0.0.1:${port}/admin`, invoke } as Cloud, token),
    pay: async (outTradeNo) => (await control<{ errMsg: string }>('pay/settle', { outTradeNo, outcome: 'success' })).errMsg,
  };
}
