/**
 * The SDK's requests: one action each, JSON or a form; the answer is always HTTP 200 with `{requestId, …}` or
 * `{requestId, code, message}`. An action that answers bytes is sent as such, which tells the SDK that it is no error.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '../../errors';
import { isRecord } from '../../json';
import { CloudError } from '../cloud-error';
import type { Callers, KnownCaller } from '../callers';
import { DroppedReply, type Faults } from '../faults';
import type { Journal } from '../journal';
import type { CloudReply, CloudRequest } from '../functions/messages';
import { BodyTooLarge, readBody, sendBytes } from './http';
import { type FormFields, parseForm } from './multipart';

export type Parameters = Record<string, unknown>;
/** Serves the actions whose name begins with a prefix. Returns the reply's top-level fields, or bytes. */
export type ActionHandler = (action: string, parameters: Parameters, from: KnownCaller) => Promise<object | Buffer>;

export const BODY_LIMIT = 32 * 1024 * 1024;
/** Fields of a form that are bytes; all others are text. */
const BYTES = new Set(['requestData', 'apiOptions']);

export class Envelope {
  /** Handlers by the part of the action before its first dot. */
  constructor(
    private readonly handlers: Record<string, ActionHandler>,
    private readonly callers: Callers,
    private readonly faults: Faults,
    private readonly journal: Journal,
  ) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await this.answer(async () => parametersOf(await readBody(request, BODY_LIMIT), request.headers['content-type'] ?? ''));
    if (response.destroyed) return;
    if (content === null) return void request.socket.destroy();
    sendBytes(response, typeof content === 'string' ? Buffer.from(content) : content, typeOf(content));
  }

  /** The same for an instance of a function, which needs no socket. Never rejects. */
  async answerInstance({ id, contentType, body }: CloudRequest): Promise<CloudReply> {
    const content = await this.answer(async () => parametersOf(limited(body), contentType));
    return { id, contentType: content === null ? '' : typeOf(content), content };
  }

  /** JSON, or bytes; null: the connection is to be cut. */
  private async answer(read: () => Promise<Parameters>): Promise<string | Buffer | null> {
    const requestId = randomUUID();
    try {
      const reply = await this.dispatch(await read());
      return Buffer.isBuffer(reply) ? reply : JSON.stringify({ requestId, ...reply });
    } catch (error) {
      if (error instanceof DroppedReply) return null;
      return JSON.stringify({ requestId, ...this.refusal(error, requestId) });
    }
  }

  private dispatch(parameters: Parameters): Promise<object | Buffer> {
    const { action } = parameters;
    if (typeof action !== 'string') throw new CloudError('INVALID_PARAM', 'The request names no action.');
    const family = action.slice(0, action.indexOf('.'));
    const handler = Object.hasOwn(this.handlers, family) ? this.handlers[family] : undefined;
    if (!handler) throw new CloudError('INVALID_PARAM', `Unknown action ${action.slice(0, 100)}.`);
    const from = this.callers.of(parameters.wxCloudApiToken);
    return this.faults.around(action, parameters, from, () => handler(action, parameters, from));
  }

  private refusal(error: unknown, requestId: string): { code: string; message: string } {
    if (error instanceof CloudError) return { code: error.code, message: error.message };
    if (error instanceof BodyTooLarge) return { code: 'INVALID_PARAM', message: `Request body exceeds ${error.limit / 1024 / 1024} MB.` };
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.journal.log({ level: 'error', from: 'cloud', text: `internal error: ${text}`, requestId });
    return { code: 'SYS_ERR', message: `[InternalError] ${messageOf(error)}` };
  }
}

function typeOf(content: string | Buffer): string {
  return typeof content === 'string' ? 'application/json; charset=utf-8' : 'application/octet-stream';
}

/** Throws as readBody does. */
function limited(body: string | Uint8Array): string | Buffer {
  const isLarge = body.length * 3 > BODY_LIMIT && Buffer.byteLength(body) > BODY_LIMIT;
  if (isLarge) throw new BodyTooLarge(BODY_LIMIT);
  return typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

async function parametersOf(body: string | Buffer, type: string): Promise<Parameters> {
  if (type.startsWith('multipart/form-data')) return fromForm(await readForm(Buffer.from(body), type));
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch (error) {
    throw new CloudError('INVALID_PARAM', `The request body is not valid JSON: ${messageOf(error)}`);
  }
  if (!isRecord(value)) throw new CloudError('INVALID_PARAM', 'The request body must be a JSON object.');
  return value;
}

async function readForm(body: Buffer, type: string): Promise<FormFields> {
  try {
    return await parseForm(body, type);
  } catch (error) {
    throw new CloudError('INVALID_PARAM', `The request body is not a valid form: ${messageOf(error)}`);
  }
}

function fromForm(fields: FormFields): Parameters {
  return Object.fromEntries(Object.entries(fields).map(([name, bytes]) => [name, BYTES.has(name) ? bytes : bytes.toString()]));
}
