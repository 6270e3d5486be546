/** Small helpers over Node's HTTP: reading a body up to a limit, answering JSON, keeping strangers out. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
  constructor(readonly limit: number) {
    super(`The body is larger than ${limit} bytes.`);
  }
}

/** Who sends much more than is read has no use for an answer. */
const PATIENCE = 4;

/** The whole body. Throws BodyTooLarge; what is beyond is thrown away, so that the answer can still be sent, up to a point. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (size > limit * PATIENCE) request.destroy();
    });
    request.on('end', () => (size > limit ? reject(new BodyTooLarge(limit)) : resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks))));
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('The client went away.')));
  });
}

/** What is JSON already. */
export class JsonText {
  constructor(readonly text: string) {}
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  sendBytes(response, Buffer.from(value instanceof JsonText ? value.text : JSON.stringify(value)), 'application/json; charset=utf-8', status);
}

export function sendBytes(response: ServerResponse, bytes: Buffer, type: string, status = 200): void {
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length });
  response.end(bytes);
}

/** Only this machine may ask, and no web page of another site may make a browser ask for it. */
export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(127(?:\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/i.test(host);
}

/** A request of a page of the same server, or of no page at all. */
export function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (!isLoopback(headers.host)) return false;
  if (headers['sec-fetch-site'] === 'cross-site') return false;
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}
