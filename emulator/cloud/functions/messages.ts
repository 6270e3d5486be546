/** What the cloud and an instance of a function say to each other. Types only. */

export interface InstanceOptions {
  /** The SDK's entry module. */
  sdk: string;
  /** The same in one file; null: there is none. */
  bundle: string | null;
}

/** From the cloud. */
export type ToInstance =
  | { type: 'load'; file: string; env: Record<string, string> }
  | { type: 'run'; event: string; env: Record<string, string>; limits: { memoryMb: number; timeoutMs: number } };

/** From the instance. `text` of a result is JSON. */
export type FromInstance =
  | { type: 'ready' }
  | { type: 'loaded' }
  | { type: 'result'; text: string }
  | { type: 'failed'; text: string }
  | { type: 'log'; level: 'debug' | 'info' | 'warn' | 'error'; text: string };
