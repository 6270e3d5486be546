/** Who is behind a request on the wire: the SDK sends the token of its instance's environment with everything. */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../contracts';

export interface KnownCaller {
  caller: Caller;
  /** The call that the request comes from; absent for a script. */
  call?: { requestId: string; functionName: string; /** Of the event; '' : it has none. */ action: string; openapi: string[]; depth: number };
}

/** A script without token: the console, a test, `xiaodian env`. It may do everything. */
export const ADMINISTRATOR: KnownCaller = { caller: { source: 'scf' } };

/** Work that a function left behind after its answer still counts as that call's for a while. */
const REMEMBERED_CALLS = 5000;

/** 122 random bits; Node keeps a store of them, where randomBytes asks the system each time. */
const tokenOf = (): string => randomUUID().replaceAll('-', '');

export class Callers {
  private readonly scripts = new Map<string, KnownCaller>();
  private readonly calls = new Map<string, KnownCaller>();

  /** A token for as long as this cloud runs. */
  admitScript(caller: Caller): string {
    const token = tokenOf();
    this.scripts.set(token, { caller });
    return token;
  }

  admitCall(known: KnownCaller): string {
    const token = tokenOf();
    this.calls.set(token, known);
    if (this.calls.size > REMEMBERED_CALLS) this.calls.delete(this.calls.keys().next().value!);
    return token;
  }

  of(token: unknown): KnownCaller {
    if (typeof token !== 'string') return ADMINISTRATOR;
    return this.calls.get(token) ?? this.scripts.get(token) ?? ADMINISTRATOR;
  }
}
