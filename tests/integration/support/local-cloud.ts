/** A local cloud for a test file: its own data folder, the fixture project, and the real SDK pointed at it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AiSettings } from '../../../emulator/cloud/ai/service';
import { startCloud } from '../../../emulator/cloud/server';
import type { Caller, Cloud, LogEntry } from '../../../emulator/contracts';
import { openDataFolder } from '../../../emulator/data-folder';
import { loadProject } from '../../../emulator/project';

// A cold start of a worker takes its time on a busy machine.
jest.setTimeout(60_000);

export const FIXTURE = path.resolve(__dirname, '../../fixtures/projects/cloud');

export interface LocalCloud {
  cloud: Cloud;
  origin: string;
  /** Of the data folder. */
  root: string;
  logs: Omit<LogEntry, 'at'>[];
  /** Posts to /control; rejects with the error's text. */
  control<T = Record<string, unknown>>(route: string, body?: object): Promise<T>;
  /** Posts to /admin as the SDK does, without the SDK's own checks. */
  wire(body: object | string): Promise<Record<string, unknown>>;
  /** Makes the real SDK of this process act for the caller; default administrator. */
  actAs(caller?: Caller): void;
  /** Keeps the data for another start. */
  stop(): Promise<void>;
  /** Stops, and removes the data. */
  end(): Promise<void>;
}

interface Settings {
  project?: string;
  /** Data folder; default: a new one. */
  root?: string;
  port?: number;
  /** True: timers fire by themselves, as the clock passes. */
  timers?: boolean;
  ai?: AiSettings;
}

export async function startLocalCloud({ project = FIXTURE, root = mkdtempSync(path.join(tmpdir(), 'xiaodian-test-')), port = 0, timers = false, ai }: Settings = {}): Promise<LocalCloud> {
  const data = openDataFolder(root);
  const logs: LocalCloud['logs'] = [];
  const cloud = await startCloud({ project: loadProject(project), data, port, log: (entry) => logs.push(entry), timers, ...(ai ? { ai } : {}) }).catch((error: unknown) => {
    data.close();
    throw error;
  });
  const origin = `http://127.0.0.1:${cloud.port}`;
  const stop = async () => {
    await cloud.stop();
    data.close();
  };
  return {
    cloud,
    origin,
    root,
    logs,
    async control<T>(route: string, body: object = {}) {
      const response = await fetch(`${origin}/control/${route}`, { method: 'POST', headers: { authorization: `Bearer ${data.token}` }, body: JSON.stringify(body) });
      const answer = (await response.json()) as { error?: string };
      if (!response.ok) throw new Error(answer.error);
      return answer as T;
    },
    async wire(body) {
      const response = await fetch(cloud.url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
      expect(response.status).toBe(200);
      return (await response.json()) as Record<string, unknown>;
    },
    actAs(caller) {
      const env = cloud.env(caller);
      for (const name of Object.keys(process.env)) if (/^(WX_|TCB_)/.test(name) && !(name in env)) delete process.env[name];
      Object.assign(process.env, env);
    },
    stop,
    async end() {
      await stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
