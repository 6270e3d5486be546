/**
 * Part of an instance: what the SDK sends to the local cloud goes through the worker's own channel instead of a socket. The SDK is as it
 * is; it only finds another `request` in what it takes for Node's http. Requests to any other address go their usual way.
 */
import { EventEmitter } from 'node:events';
import http from 'node:http';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { CloudReply, CloudRequest } from './messages';

type Answer = (reply: CloudReply) => void;
type Send = (request: CloudRequest) => void;

/** The requests under way. */
export class CloudLine {
  private readonly waiting = new Map<number, Answer>();
  private last = 0;

  constructor(private readonly send: Send) {}

  ask(contentType: string, body: string | Buffer, answer: Answer): () => void {
    const id = ++this.last;
    this.waiting.set(id, answer);
    this.send({ id, contentType, body });
    return () => this.waiting.delete(id);
  }
  receive(reply: CloudReply): void {
    const answer = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    answer?.(reply);
  }
}

/** Node's http, except for POST requests to `address`. */
export function httpWithLine(line: CloudLine, address: string): typeof http {
  const request = (url: string | URL | RequestOptions, options?: RequestOptions | Answer, callback?: (response: IncomingMessage) => void): ClientRequest => {
    if (typeof url !== 'string' || !leadsTo(url, address) || typeof options !== 'object' || !/^post$/i.test(options.method ?? '') || !callback) {
      return (http.request as (...parts: unknown[]) => ClientRequest)(url, options, callback);
    }
    return new LineRequest(line, options, callback) as unknown as ClientRequest;
  };
  return Object.create(http, { request: { value: request, enumerable: true } }) as typeof http;
}

function leadsTo(url: string, address: string): boolean {
  return url.startsWith(address) && (url.length === address.length || url[address.length] === '?');
}

/** As much of a ClientRequest as the SDK knows. */
class LineRequest extends EventEmitter {
  readonly reusedSocket = true;
  readonly socket = { connecting: false };
  private readonly parts: (string | Buffer)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private forget: () => unknown = () => {};

  constructor(
    private readonly line: CloudLine,
    private readonly options: RequestOptions,
    private readonly callback: (response: IncomingMessage) => void,
  ) {
    super();
  }

  setTimeout(ms: number): this {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.emit('timeout'), ms);
    return this;
  }
  write(part: string | Buffer): boolean {
    this.parts.push(part);
    return true;
  }
  end(part?: string | Buffer): this {
    if (part !== undefined) this.parts.push(part);
    this.emit('socket', this.socket);
    const [first = ''] = this.parts;
    const body = this.parts.length < 2 ? first : Buffer.concat(this.parts.map((one) => Buffer.from(one)));
    const headers = this.options.headers as Record<string, unknown> | undefined;
    this.forget = this.line.ask(String(headers?.['content-type'] ?? ''), body, (reply) => this.answer(reply));
    return this;
  }
  abort(): void {
    this.destroy();
    this.emit('abort');
  }
  destroy(error?: Error): this {
    clearTimeout(this.timer);
    this.forget();
    if (error) this.emit('error', error);
    return this;
  }

  private answer({ content, contentType }: CloudReply): void {
    clearTimeout(this.timer);
    if (content === null) return void this.emit('error', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const response = new LineResponse(contentType, bytes.length);
    this.callback(response as unknown as IncomingMessage);
    // The SDK listens by now.
    response.deliver(bytes);
  }
}

class LineResponse extends EventEmitter {
  readonly statusCode = 200;
  readonly headers: Record<string, string>;
  private encoding: BufferEncoding | undefined;

  constructor(contentType: string, length: number) {
    super();
    this.headers = { 'content-type': contentType, 'content-length': String(length) };
  }
  setEncoding(encoding: BufferEncoding): this {
    this.encoding = encoding;
    return this;
  }
  deliver(bytes: Buffer): void {
    this.emit('data', this.encoding ? bytes.toString(this.encoding) : bytes);
    this.emit('end');
  }
}
