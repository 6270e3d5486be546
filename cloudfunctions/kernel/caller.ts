/** Who calls, and from where, as the platform says. Nothing of it comes from the event. */
import cloud from 'wx-server-sdk';

export interface Caller {
  /** '' for a timer, the payment's callback, or an administrator's script. */
  openid: string;
  /** The chain of sources, e.g. ['wx_client', 'scf']. */
  sources: string[];
  envId: string;
}

export function currentCaller(): Caller {
  const { OPENID, SOURCE, ENV } = cloud.getWXContext();
  return { openid: textOf(OPENID), sources: textOf(SOURCE).split(','), envId: textOf(ENV) };
}

/** The SDK turns an id of digits only into a number. */
function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
