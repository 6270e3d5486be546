/** Answers that the open APIs share. Argument and result names are those of WeChat's HTTP interface. */
import type { Clock } from '../clock';
import type { PayService } from '../pay/service';
import type { Answer, Arguments } from './messages';
import type { MiniProgram } from './mini-program';
import type { PhoneCodes } from './phone-codes';
import type { Users } from './users';

/** What an open API can see. */
export interface Surrounding {
  appid: string;
  clock: Clock;
  phoneCodes: PhoneCodes;
  users: Users;
  miniProgram: MiniProgram;
  pay: PayService;
  /** Puts a text of customer service into the user's conversation. */
  answered(openid: string, text: string): void;
  /** Hands a message event to the function that the project names for it. */
  announce(event: string, message: Record<string, unknown>): Promise<void>;
}
export type OpenApi = (args: Arguments, surrounding: Surrounding) => Answer;

export const ok = (fields: Record<string, unknown> = {}): Answer => ({ json: { errcode: 0, errmsg: 'ok', ...fields } });
export const fail = (errcode: number, errmsg: string): Answer => ({ json: { errcode, errmsg } });
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
