/** What the cloud and an instance of a function say to each other. Types only. */

export interface InstanceOptions {
  /** The SDK's entry module. */
  sdk: string;
  /** The same in one file; null: there is none. */
  bundle: string | null;
  /** Where the SDK finds the cloud: http://127.0.0.1:PORT/admin. */
  address: string;
}

/** What the SDK would send to `address`, and what it would get. */
export interface CloudRequest {
  id: number;
  contentType: string;
  body: string | Uint8Array;
}
export interface CloudReply {
  id: number;
  contentType: string;
  /** null: the connection was cut. */
  content: string | Uint8Array | null;
}

/** From the cloud. */
export type ToInstance =
  | { type: 'load'; file: string; env: Record<string, string> }
  | { type: 'run'; event: string; env: Record<string, string>; limits: { memoryMb: number; timeoutMs: number } }
  | { type: 'reply'; reply: CloudReply };

/** From the instance. `text` of a result is JSON. */
export type FromInstance =
  | { type: 'ready' }
  | { type: 'loaded' }
  | { type: 'result'; text: string }
  | { type: 'failed'; text: string }
  | { type: 'request'; request: CloudRequest }
  | { type: 'log'; level: 'debug' | 'info' | 'warn' | 'error'; text: string };
