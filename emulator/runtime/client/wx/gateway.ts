/** Requests to the client's side of the cloud, in the name of the current identity. */
import { state } from '../state';
import { Failure } from './failure';

export interface GatewayReply extends Record<string, unknown> {
  errCode?: number;
  errMsg?: string;
}

/** POSTs to /__wx/NAME. Rejects with a Failure when no usable answer comes. */
export async function askCloud(route: string, body: object | Blob, query = ''): Promise<GatewayReply> {
  const raw = body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(`/__wx/${route}${query}`, {
      method: 'POST',
      headers: { 'x-wx-openid': state.openid, 'content-type': raw ? body.type || 'application/octet-stream' : 'application/json' },
      body: raw ? body : JSON.stringify(body),
    });
  } catch {
    throw new Failure('the local cloud does not answer; is `xiaodian dev` still running?');
  }
  const text = await response.text();
  try {
    return JSON.parse(text) as GatewayReply;
  } catch {
    throw new Failure(`the local cloud answered ${response.status} ${text.slice(0, 200)}`);
  }
}
