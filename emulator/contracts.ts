/** How the parts of the local WeChat meet: the cloud, the browser host, the automation server and the command. Types only. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './cloud/fault-rules';

/** A mini program project, read from its folder. Nothing of its code is imported to find this out. */
export interface Project {
  /** Absolute. */
  root: string;
  name: string;
  appid: string;
  miniprogramRoot: string;
  /** null: the project has no cloud functions. */
  functionsRoot: string | null;
  /** Module that exports `collections`; null: none declared. */
  databaseFile: string | null;
  /** Folder with one sub-folder a data set; null: none. */
  seedsRoot: string | null;
  /** Data set for a new data folder; null: none. */
  defaultSeed: string | null;
  /** Message event → function that is told of it, e.g. wxa_media_check; absent: none. */
  messages?: Record<string, string>;
}

/** A data set: `<seedsRoot>/<name>/index.ts` exports one of these as `seed`. */
export interface Seed {
  /** Who the workbench offers, first one first. */
  identities: Identity[];
  /** Files for the cloud storage; `file` is absolute. Their ids come from `fileID`. */
  files(): { cloudPath: string; file: string }[];
  documents(context: { now: number; fileID(cloudPath: string): string }): Record<string, { _id: string }[]>;
  /** Money that WeChat Pay took before the data begins, so that it can be queried and refunded. Absent: none. */
  payments?(context: { now: number; fileID(cloudPath: string): string }): SeedPayment[];
}
export interface SeedPayment {
  outTradeNo: string;
  openid: string;
  /** The merchant number that it was taken for. */
  mchId: string;
  /** Fen. */
  totalFee: number;
  transactionId: string;
  body: string;
  paidAt: number;
}
export interface Identity {
  openid: string;
  /** E.g. 买家 小林. */
  name: string;
  /** E.g. 买家 / 商家. */
  role: string;
}

/** Each running part. start() rejects with an EmulatorError; stop() may be called twice. */
export interface Part {
  stop(): Promise<void>;
}

/** Who a call to the cloud is made for. No openid: administrator (the console, a script). */
export interface Caller {
  openid?: string;
  unionid?: string;
  /** SOURCE as getWXContext gives it; default wx_client. */
  source?: string;
}
export interface Invocation {
  requestId: string;
  /** Milliseconds in the function, cold start included. */
  duration: number;
  /** What main returned, through JSON; undefined on failure. */
  result?: unknown;
  /** The service's own code and message when the call itself failed (threw, timed out, unknown function). */
  error?: { errCode: number; errMsg: string };
}

export interface LogEntry {
  at: number;
  level: 'debug' | 'info' | 'warn' | 'error';
  /** Which part: cloud, function:<name>, compile, host, page, automation. */
  from: string;
  text: string;
  requestId?: string;
}
export type Log = (entry: Omit<LogEntry, 'at'>) => void;

/** The embedded CloudBase: one HTTP server on loopback. */
export interface Cloud extends Part {
  port: number;
  /** http://127.0.0.1:PORT/admin, what TCB_CONTEXT_CNFG names. */
  url: string;
  envId: string;
  /** Environment with which any Node script using wx-server-sdk talks to this cloud. */
  env(caller?: Caller): Record<string, string>;
  invoke(name: string, event: unknown, caller: Caller): Promise<Invocation>;
  /** Adds what the data set has and the store lacks; reset empties the project's collections first. */
  seed(name: string, options?: { reset?: boolean }): Promise<{ added: number; kept: number; files: number }>;
  identities(): Identity[];
  /** Rebuilds the functions whose sources changed. Never throws: a broken function answers with its build error. */
  reloadFunctions(): Promise<void>;
  /** Makes operations of functions fail on purpose. */
  faults: Faults;
  /** The client's side of the cloud, which the host mounts under /__wx/ (see cloud/gateway.ts). True: it was handled. */
  handleClient(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/** A page of the mini program that is open in a browser, as the host sees it. */
export interface AgentPage {
  id: string;
  openid: string;
}
/** Brings calls to the mini program in the browser and its events back. */
export interface AgentHub {
  /** The page that automation drives: the newest one. */
  current(): AgentPage | null;
  /** Rejects with the page's own message; waits up to 15 s for a page that is loading. */
  call(method: string, params: Record<string, unknown>): Promise<unknown>;
  on(event: 'event', listener: (method: string, params: unknown) => void): void;
  off(event: 'event', listener: (method: string, params: unknown) => void): void;
}
/** Serves the shop page with the phone frame, the compiled mini program and the workbench. */
export interface Host extends Part {
  port: number;
  /** http://127.0.0.1:PORT/ : the phone with the workbench beside it. */
  url: string;
  /** The mini program alone, as automation opens it. */
  appUrl(openid?: string, options?: { automation?: boolean }): string;
  agents: AgentHub;
  /** Compiles again and tells open pages; a compile error goes to the terminal and to the page. */
  rebuild(): Promise<void>;
}
