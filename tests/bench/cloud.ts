/** How fast the embedded cloud is by itself: single operations of the real SDK in a process of its own, and opening large files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ClientTask, Measured } from './cloud-client';
import type { Opened } from './cloud-open';
import { Partner, started } from './cloud-partner';
import { type Row, short } from './rows';

const SECONDS = 2;
const IN_FLIGHT = [1, 8, 32];
const OPERATIONS: ClientTask['operation'][] = ['get', 'guarded update', 'add', 'transaction', 'function call', 'function call with a get'];

/** Two functions that do next to nothing. */
function makeProject(root: string): void {
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  write('project.config.json', JSON.stringify({ appid: 'wxbench0000000001', projectname: 'bench', miniprogramRoot: 'miniprogram/', cloudfunctionRoot: 'cloudfunctions/' }));
  write('miniprogram/app.json', '{"pages":[]}');
  write('cloudfunctions/echo/index.js', 'exports.main = async (event) => ({ n: event.n });');
  write(
    'cloudfunctions/reader/index.js',
    `const cloud = require('wx-server-sdk');
     cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
     const db = cloud.database();
     exports.main = async (event) => (await db.collection('goods').doc(event.id).get()).data;`,
  );
}

/** Rows for the table, and lines to print beside it. */
export async function benchCloud(folder: string): Promise<{ rows: Row[]; lines: string[] }> {
  makeProject(path.join(folder, 'project'));
  const begun = performance.now();
  const server = new Partner('cloud-server.ts', [path.join(folder, 'project'), path.join(folder, 'data')]);
  const { env } = await server.next<{ env: Record<string, string> }>();
  const listening = performance.now() - begun;
  const client = new Partner('cloud-client.ts', [], env);
  try {
    await client.next();
    const { ms: cold } = await client.ask<{ ms: number }>({ operation: 'function call', inFlight: 1, seconds: 0 } satisfies ClientTask);
    const lines = [`cold start: ${ms(listening)} from the start of the process until it listens, ${ms(cold)} for the first call of a function`];
    const rows: Row[] = [];
    for (const operation of OPERATIONS) {
      await client.ask({ operation, inFlight: 8, seconds: SECONDS / 2 } satisfies ClientTask);
      for (const inFlight of IN_FLIGHT) {
        const { cpu: before } = await server.ask<{ cpu: number }>({});
        const measured = await client.ask<Measured>({ operation, inFlight, seconds: SECONDS } satisfies ClientTask);
        const { cpu: after } = await server.ask<{ cpu: number }>({});
        rows.push({
          what: operation,
          'at a time': inFlight,
          'per second': measured.count / (measured.ms / 1000),
          'p50 ms': measured.p50,
          'p99 ms': measured.p99,
          'server CPU ms each': (after - before) / measured.count,
          'SDK CPU ms each': measured.cpu / measured.count,
        });
      }
    }
    return { rows, lines };
  } finally {
    await client.end();
    await server.end();
  }
}

/** Files of a tenth of the documents, and of all. */
export async function benchOpening(folder: string, documents: number): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (const count of [Math.round(documents / 10), documents]) {
    const file = path.join(folder, `${count}.db`);
    await started('cloud-fill.ts', [file, String(count)]);
    const opened = await started<Opened>('cloud-open.ts', [file]);
    rows.push({
      documents: count,
      'open ms': Math.round(opened.openMs),
      'open CPU ms': Math.round(opened.openCpu),
      'first use of 3 indexes ms': opened.firstUse.map(Math.round).join(' + '),
      'get by index, p50 ms': opened.indexedGet.p50.toFixed(3),
      'p99 ms': opened.indexedGet.p99.toFixed(3),
      'MB per 100,000 opened': short((opened.mbOpened / count) * 100_000),
      'with 3 indexes': short((opened.mbUsed / count) * 100_000),
    });
  }
  return rows;
}

const ms = (time: number): string => `${Math.round(time)} ms`;
