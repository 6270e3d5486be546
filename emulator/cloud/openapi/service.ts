/** cloud.openapi.*: checked against the calling function's permissions, answered, and written down for tests. */
import { CloudError } from '../cloud-error';
import type { KnownCaller } from '../callers';
import type { Journal } from '../journal';
import type { ActionHandler } from '../wire/envelope';
import type { Surrounding } from './answers';
import { openApis } from './apis';
import { type Answer, type Arguments, readArguments, writeAnswer } from './messages';

export interface OpenApiCall {
  at: number;
  api: string;
  arguments: Arguments;
  /** '' : a script. */
  functionName: string;
  requestId: string;
  openid: string;
  /** JSON text, a content type, or the system's error code. */
  answer: string;
}

const NOT_PERMITTED = -604101;
const KEPT = 1000;

export class OpenApiService {
  readonly calls: OpenApiCall[] = [];

  constructor(
    private readonly surrounding: Surrounding,
    private readonly journal: Journal,
  ) {}

  readonly handle: ActionHandler = (_action, { apiName, requestData }, from) => {
    if (typeof apiName !== 'string' || !Buffer.isBuffer(requestData)) throw new CloudError('INVALID_PARAM', 'apiName and requestData are required.');
    let args: Arguments;
    try {
      args = readArguments(requestData);
    } catch (error) {
      throw new CloudError('INVALID_PARAM', `requestData cannot be read: ${(error as Error).message}`);
    }
    const answer = this.answer(apiName, args, from);
    this.record(apiName, args, from, answer);
    return Promise.resolve(writeAnswer(answer));
  };

  private answer(apiName: string, args: Arguments, { call, caller }: KnownCaller): Answer {
    // Whoever makes the function run is here.
    if (caller.openid && (caller.source ?? 'wx_client').startsWith('wx_client')) this.surrounding.users.visit(caller.openid);
    if (call && !call.openapi.includes(apiName)) {
      this.journal.log({
        level: 'warn',
        from: `function:${call.functionName}`,
        requestId: call.requestId,
        text: `openapi.${apiName} is refused: add "${apiName}" to permissions.openapi in the function's config.json.`,
      });
      return { errorCode: NOT_PERMITTED };
    }
    const api = Object.hasOwn(openApis, apiName) ? openApis[apiName] : undefined;
    if (api) return api(args, this.surrounding);
    this.journal.log({ level: 'warn', from: 'cloud', text: `openapi.${apiName} does not exist in the local cloud.` });
    return { errorCode: NOT_PERMITTED };
  }

  private record(api: string, args: Arguments, { caller, call }: KnownCaller, answer: Answer): void {
    const text = 'json' in answer ? JSON.stringify(answer.json) : 'bytes' in answer ? answer.contentType : String(answer.errorCode);
    this.calls.push({
      at: this.surrounding.clock.now(),
      api,
      arguments: args,
      functionName: call?.functionName ?? '',
      requestId: call?.requestId ?? '',
      openid: caller.openid ?? '',
      answer: text,
    });
    if (this.calls.length > KEPT) this.calls.shift();
  }
}
