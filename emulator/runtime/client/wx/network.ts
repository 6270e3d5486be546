/** request, uploadFile, downloadFile and sockets, over the browser's own. */
import { Failure, need } from './failure';
import { keepTemporary, readPath } from './files';
import { defineAsync, defineTask, type Settle } from './table';

interface NetworkOptions {
  url: string;
  header?: Record<string, string>;
  /** Milliseconds. */
  timeout?: number;
}
interface RequestOptions extends NetworkOptions {
  method?: string;
  data?: unknown;
  dataType?: string;
  responseType?: 'text' | 'arraybuffer';
  enableChunked?: boolean;
}
type Listener = (value: unknown) => void;

/** What every task has: abort, and listeners for headers and progress. */
class NetworkTask {
  private readonly listeners = new Map<string, Set<Listener>>();
  readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private timedOut = false;

  constructor(timeout: number) {
    this.timer = setTimeout(() => {
      this.timedOut = true;
      this.controller.abort();
    }, timeout);
  }
  tell(event: string, value: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(value);
  }
  /** The reason in WeChat's words. */
  reason(error: unknown): Failure {
    if (this.timedOut) return new Failure('timeout');
    if (this.controller.signal.aborted) return new Failure('abort');
    if (error instanceof Failure) return error;
    return new Failure(`${error instanceof Error ? error.message : String(error)} (a browser also refuses what the other server does not allow: CORS)`);
  }
  done(): void {
    clearTimeout(this.timer);
  }
  /** What the app holds. */
  handle(...events: string[]): Record<string, unknown> {
    const handle: Record<string, unknown> = { abort: () => this.controller.abort() };
    for (const event of events) {
      const set = new Set<Listener>();
      this.listeners.set(event, set);
      handle[`on${event}`] = (listener: Listener) => set.add(listener);
      handle[`off${event}`] = (listener?: Listener) => (listener ? set.delete(listener) : set.clear());
    }
    return handle;
  }
}

/** Runs the transfer and settles; returns the task at once. */
function transfer(events: string[], timeout: number | undefined, settle: Settle, run: (task: NetworkTask) => Promise<Record<string, unknown>>): Record<string, unknown> {
  const task = new NetworkTask(timeout ?? 60_000);
  const handle = task.handle('HeadersReceived', ...events);
  run(task)
    .then(settle.ok, (error: unknown) => settle.fail(task.reason(error)))
    .finally(() => task.done());
  return handle;
}

function checkUrl(options: NetworkOptions): void {
  need(options, 'url', 'String');
  if (!/^https?:\/\//.test(options.url)) throw new Failure(`invalid url "${options.url}"`);
}

function bodyOf({ url, method = 'GET', data, header = {} }: RequestOptions): { url: string; body?: BodyInit; headers: Headers } {
  const headers = new Headers(header);
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  const verb = method.toUpperCase();
  if (data === undefined || data === null) return { url, headers };
  if (verb === 'GET' || verb === 'HEAD') {
    const query = typeof data === 'object' ? new URLSearchParams(Object.entries(data).map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)])).toString() : '';
    return { url: query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url, headers };
  }
  if (typeof data === 'string' || data instanceof ArrayBuffer) return { url, body: data, headers };
  const form = headers.get('content-type')?.includes('application/x-www-form-urlencoded');
  return { url, body: form ? new URLSearchParams(data as Record<string, string>).toString() : JSON.stringify(data), headers };
}

const headersOf = (response: Response) => Object.fromEntries(response.headers);

async function request(options: RequestOptions, task: NetworkTask): Promise<Record<string, unknown>> {
  checkUrl(options);
  const { url, body, headers } = bodyOf(options);
  const method = (options.method ?? 'GET').toUpperCase();
  const response = await fetch(url, { method, headers, signal: task.controller.signal, ...(body === undefined ? {} : { body }) });
  const header = headersOf(response);
  task.tell('HeadersReceived', { header, statusCode: response.status, cookies: [] });
  const bytes = options.enableChunked ? await readChunks(response, task) : await response.arrayBuffer();
  return { data: answerOf(bytes, options), statusCode: response.status, header, cookies: [] };
}
async function readChunks(response: Response, task: NetworkTask): Promise<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    parts.push(chunk.value as Uint8Array<ArrayBuffer>);
    task.tell('ChunkReceived', { data: chunk.value.slice().buffer });
  }
  return new Blob(parts).arrayBuffer();
}
function answerOf(bytes: ArrayBuffer, { responseType, dataType = 'json' }: RequestOptions): unknown {
  if (responseType === 'arraybuffer') return bytes;
  const text = new TextDecoder().decode(bytes);
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // as WeChat: what is no JSON stays text
  }
}

interface UploadOptions extends NetworkOptions {
  filePath: string;
  name: string;
  formData?: Record<string, unknown>;
}
async function upload(options: UploadOptions, task: NetworkTask): Promise<Record<string, unknown>> {
  checkUrl(options);
  need(options, 'filePath', 'String');
  need(options, 'name', 'String');
  const form = new FormData();
  for (const [name, value] of Object.entries(options.formData ?? {})) form.append(name, String(value));
  const file = await readPath(options.filePath);
  form.append(options.name, file, options.filePath.split('/').at(-1) ?? 'file');
  const headers = new Headers(options.header);
  headers.delete('content-type'); // the browser writes the boundary
  const response = await fetch(options.url, { method: 'POST', body: form, headers, signal: task.controller.signal });
  task.tell('HeadersReceived', { header: headersOf(response) });
  task.tell('ProgressUpdate', { progress: 100, totalBytesSent: file.size, totalBytesExpectedToSend: file.size });
  return { data: await response.text(), statusCode: response.status };
}

interface DownloadOptions extends NetworkOptions {
  filePath?: string;
}
async function download(options: DownloadOptions, task: NetworkTask): Promise<Record<string, unknown>> {
  checkUrl(options);
  const response = await fetch(options.url, { ...(options.header ? { headers: options.header } : {}), signal: task.controller.signal });
  task.tell('HeadersReceived', { header: headersOf(response) });
  const blob = await response.blob();
  task.tell('ProgressUpdate', { progress: 100, totalBytesWritten: blob.size, totalBytesExpectedToWrite: blob.size });
  const path = await keepTemporary(blob, new URL(options.url).pathname);
  return { tempFilePath: path, filePath: path, statusCode: response.status, dataLength: blob.size, header: headersOf(response) };
}

defineTask({
  request: (options: RequestOptions, settle) => transfer(['ChunkReceived'], options.timeout, settle, (task) => request(options, task)),
  uploadFile: (options: UploadOptions, settle) => transfer(['ProgressUpdate'], options.timeout, settle, (task) => upload(options, task)),
  downloadFile: (options: DownloadOptions, settle) => transfer(['ProgressUpdate'], options.timeout, settle, (task) => download(options, task)),
  connectSocket: (options: { url: string; protocols?: string[] }, settle) => connect(options, settle),
});

function connect({ url, protocols }: { url: string; protocols?: string[] }, settle: Settle): Record<string, unknown> {
  const socket = new WebSocket(url, protocols);
  socket.binaryType = 'arraybuffer';
  settle.ok();
  const listen = (type: string, read: (event: Event) => unknown) => (listener: Listener) => socket.addEventListener(type, (event) => listener(read(event)));
  return {
    send: ({ data, success, complete }: { data: string | ArrayBuffer; success?: Listener; complete?: Listener }) => {
      socket.send(data);
      success?.({ errMsg: 'sendSocketMessage:ok' });
      complete?.({ errMsg: 'sendSocketMessage:ok' });
    },
    close: ({ code = 1000, reason = '' }: { code?: number; reason?: string } = {}) => socket.close(code, reason),
    onOpen: listen('open', () => ({ header: {} })),
    onMessage: listen('message', (event) => ({ data: (event as MessageEvent).data as unknown })),
    onClose: listen('close', (event) => ({ code: (event as CloseEvent).code, reason: (event as CloseEvent).reason })),
    onError: listen('error', () => ({ errMsg: 'connectSocket:fail' })),
  };
}

defineAsync({
  getNetworkType: () => ({ networkType: navigator.onLine ? 'wifi' : 'none', signalStrength: -50 }),
  getLocalIPAddress: () => ({ localip: '127.0.0.1', netmask: '255.0.0.0' }),
});
