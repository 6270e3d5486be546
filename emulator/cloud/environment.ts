/** The environment of a real function instance, pointed at this cloud. Every value is free of white space. */
import type { Caller } from '../contracts';

export interface Surroundings {
  /** http://127.0.0.1:PORT/admin */
  url: string;
  envId: string;
  appid: string;
}

/** What all instances share: enough for the SDK to load. */
export function platformEnv({ url, envId }: Surroundings): Record<string, string> {
  return {
    // A function may expect these of any machine.
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '/tmp',
    TZ: 'UTC',
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    // Any text will do, but without them the SDK rejects in the background and Node ends the process.
    TENCENTCLOUD_SECRETID: 'local-secret-id',
    TENCENTCLOUD_SECRETKEY: 'local-secret-key',
    TENCENTCLOUD_SESSIONTOKEN: 'local-session-token',
    SCF_NAMESPACE: envId,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
  };
}

/** What belongs to one call. `token` is how the cloud recognises the caller on the wire. */
export function callerEnv(surroundings: Surroundings, caller: Caller, token: string, requestId: string): Record<string, string> {
  const tcb: Record<string, string> = {
    TCB_ENV: surroundings.envId,
    TCB_SEQID: requestId,
    TRIGGER_SRC: 'tcb',
    TCB_SESSIONTOKEN: 'local-session-token',
    TCB_SOURCE: caller.source ?? 'wx_client',
  };
  const wx: Record<string, string> = { WX_APPID: surroundings.appid, WX_CLIENTIP: '127.0.0.1', WX_API_TOKEN: token };
  if (caller.openid) wx.WX_OPENID = caller.openid;
  if (caller.unionid) wx.WX_UNIONID = caller.unionid;
  return {
    ...tcb,
    // Not among the names that count, as on a real instance.
    TCB_TRACELOG: 'on',
    TCB_CONTEXT_KEYS: Object.keys(tcb).join(','),
    ...wx,
    WX_CONTEXT_KEYS: Object.keys(wx).join(','),
  };
}

/** What belongs to the function. */
export function functionEnv(name: string, memoryMb: number): Record<string, string> {
  return { SCF_FUNCTIONNAME: name, SCF_FUNCTIONVERSION: '$LATEST', SCF_MEMORY_SIZE: String(memoryMb) };
}
