/** cloud.ai(): the gateway that the SDK asks for models, answered by the local model or by any OpenAI-compatible address. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { messageOf } from '../../errors';
import { isRecord } from '../../json';
import type { Journal } from '../journal';
import { readBody, sendJson } from '../wire/http';
import { complete, type Completion, piecesOf } from './local-model';

/** Where answers come from; `url` '' : from the local model. */
export interface AiSettings {
  /** E.g. https://api.example.com/v1; /chat/completions is put behind it. */
  url: string;
  key: string;
  /** In place of the one that the function asks for; '' : as asked. */
  model: string;
}
export interface AiCall {
  at: number;
  /** The name given to createModel, e.g. cloudbase. */
  provider: string;
  request: Record<string, unknown>;
  status: number;
}

const BODY_LIMIT = 10 * 1024 * 1024;
const REMOTE_TIMEOUT_MS = 5 * 60_000;
const KEPT = 200;

export function aiSettings(env: NodeJS.ProcessEnv): AiSettings {
  return { url: (env.XIAODIAN_AI_URL ?? '').replace(/\/+$/, ''), key: env.XIAODIAN_AI_KEY ?? '', model: env.XIAODIAN_AI_MODEL ?? '' };
}

/** A request that came for the gateway, by the agent of the instances. */
export function isAiHost(host: string | undefined): boolean {
  return host !== undefined && /^[\w-]+(\.[\w-]+)*\.tcloudbasegateway\.com(:\d+)?$/.test(host);
}

export class AiService {
  readonly calls: AiCall[] = [];
  /** Answers that tests have put ready, the next one first. */
  readonly answers: string[] = [];
  private readonly tokens = new Set<string>();

  constructor(
    private readonly settings: AiSettings,
    private readonly journal: Journal,
  ) {}

  async serve(request: IncomingMessage, response: ServerResponse, urlPath: string): Promise<void> {
    if (request.method === 'POST' && urlPath === '/auth/v1/token/clientCredential') return this.admit(request, response);
    const provider = /^\/v1\/ai\/([\w-]+)\/(?:[\w-]+\/)*chat\/completions$/.exec(urlPath)?.[1];
    if (request.method !== 'POST' || provider === undefined) return refuse(response, 404, 'NOT_FOUND', `The local cloud has no ${request.method} ${urlPath}: of cloud.ai() it answers text models.`);
    if (!this.tokens.has((request.headers.authorization ?? '').replace(/^Bearer /, ''))) return refuse(response, 401, 'INVALID_ACCESS_TOKEN', 'The access token is not known.');
    let body: unknown;
    try {
      body = JSON.parse((await readBody(request, BODY_LIMIT)).toString());
    } catch (error) {
      return refuse(response, 400, 'INVALID_PARAM', `The request is not readable: ${messageOf(error)}`);
    }
    if (!isRecord(body) || !Array.isArray(body.messages) || body.messages.length === 0) return refuse(response, 400, 'INVALID_PARAM', 'messages must be a list that is not empty.');
    const status = await (this.settings.url === '' ? this.answerHere(body, response) : this.answerThere(body, response));
    this.calls.push({ at: Date.now(), provider, request: body, status });
    if (this.calls.length > KEPT) this.calls.shift();
  }

  private async admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await readBody(request, BODY_LIMIT);
    const token = randomBytes(24).toString('hex');
    this.tokens.add(token);
    // The SDK asks for one before every call.
    if (this.tokens.size > 1000) this.tokens.delete(this.tokens.values().next().value!);
    sendJson(response, { access_token: token, token_type: 'Bearer', expires_in: 7200 });
  }

  private async answerHere(body: Record<string, unknown>, response: ServerResponse): Promise<number> {
    const completion = complete(body, this.answers.shift());
    const common = { id: randomUUID(), created: Math.floor(Date.now() / 1000), model: body.model ?? 'local' };
    if (body.stream === true) await stream(common, completion, response);
    else sendJson(response, { ...common, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: completion.text }, finish_reason: 'stop' }], usage: completion.usage });
    return 200;
  }

  private async answerThere(body: Record<string, unknown>, response: ServerResponse): Promise<number> {
    const { url, key, model } = this.settings;
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      const answer = await fetch(`${url}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key === '' ? {} : { authorization: `Bearer ${key}` }) },
        body: JSON.stringify(model === '' ? body : { ...body, model }),
        signal: AbortSignal.any([gone.signal, AbortSignal.timeout(REMOTE_TIMEOUT_MS)]),
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
      if (answer.body) await pipeline(Readable.fromWeb(answer.body as ReadableStream), response);
      else response.end();
      return answer.status;
    } catch (error) {
      const cause = error instanceof Error && error.cause ? ` (${messageOf(error.cause)})` : '';
      this.journal.log({ level: 'error', from: 'cloud', text: `The model at ${url} does not answer: ${messageOf(error)}${cause}. Check XIAODIAN_AI_URL, or leave it out for the local model.` });
      if (response.headersSent) response.destroy();
      else refuse(response, 502, 'AI_UNREACHABLE', `The model does not answer: ${messageOf(error)}`);
      return 502;
    }
  }
}

async function stream(common: object, { text, usage }: Completion, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const send = (choice: object, more: object = {}) => response.write(`data: ${JSON.stringify({ ...common, object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }], ...more })}\n\n`);
  send({ delta: { role: 'assistant', content: '' }, finish_reason: null });
  for (const piece of piecesOf(text)) {
    send({ delta: { content: piece }, finish_reason: null });
    // Each piece is a packet of its own, as from a model that thinks.
    await new Promise((resolve) => setImmediate(resolve));
  }
  send({ delta: {}, finish_reason: 'stop' }, { usage });
  response.end('data: [DONE]\n\n');
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, { code, message, requestId: randomUUID() }, status);
}
