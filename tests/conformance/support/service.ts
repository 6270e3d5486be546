/** The local cloud and the real SDK for a test file, and tables of cases over them. */
import path from 'node:path';
import cloud from 'wx-server-sdk';
import { startLocalCloud, type LocalCloud } from '../../integration/support/local-cloud';

// The SDK's own types leave out half of what it does; what it does is what is tested here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any;
export type Plain = Record<string, unknown>;

const project = path.resolve(__dirname, '../../fixtures/projects/conformance');

// Tables are written down before the cloud runs; the SDK asks for its address at every request only.
Object.assign(process.env, { TENCENTCLOUD_RUNENV: 'SCF', TENCENTCLOUD_REGION: 'ap-shanghai', SCF_NAMESPACE: 'local-env' });
cloud.init({ env: 'local-env' });
export const db: Loose = cloud.database();
export const _: Loose = db.command;
export const $: Loose = _.aggregate;

export interface Service {
  readonly cloud: LocalCloud;
}
/** Starts the cloud before the tests of the file that calls it, and ends it after them. */
export function useService(): Service {
  let local: LocalCloud | null = null;
  beforeAll(async () => {
    local = await startLocalCloud({ project });
    local.actAs();
  });
  afterAll(() => local?.end());
  return {
    get cloud() {
      return local!;
    },
  };
}

let made = 0;
/** A new collection with these documents; their `_id`s are '0', '1', … unless they have one. */
export async function fresh(documents: object[] = []): Promise<string> {
  const name = `c${process.pid}x${made++}`;
  await db.createCollection(name);
  if (documents.length > 0) await db.collection(name).add({ data: numbered(documents) });
  return name;
}
export const numbered = (documents: object[]): Plain[] => documents.map((document, i) => ({ _id: String(i), ...document }));

export interface Failure {
  errCode: number;
  errMsg: string;
  code?: string;
}
/** How a call failed; a call that succeeds fails the test. */
export async function failure(call: Promise<unknown> | (() => unknown)): Promise<Failure> {
  const outcome = await Promise.resolve()
    .then(() => (typeof call === 'function' ? call() : call))
    .then(
      (value) => ({ value }),
      (error: Failure) => ({ error }),
    );
  if (!('error' in outcome)) throw new Error(`expected a failure, got ${JSON.stringify(outcome.value)}`);
  return outcome.error;
}

export async function one(collection: string, id: string | number = '0'): Promise<Plain> {
  return ((await db.collection(collection).doc(id).get()) as { data: Plain }).data;
}
export async function list(request: { get(): Promise<unknown> }): Promise<Plain[]> {
  return ((await request.get()) as { data: Plain[] }).data;
}
export async function all(collection: string): Promise<Plain[]> {
  return list(db.collection(collection).orderBy('_id', 'asc').limit(1000));
}

/** Why a case expects what it expects; where MongoDB's documentation decides, its rule. */
const titleOf = (name: string, because?: string): string => (because ? `${name} (${because})` : name);

/** Query, places of the documents that it finds, why. */
export type QueryCase = [name: string, where: object, finds: number[], because?: string];

/** Queries over one set of documents. */
export function queries(title: string, documents: object[], cases: QueryCase[]): void {
  describe(title, () => {
    let collection: string;
    beforeAll(async () => {
      collection = await fresh(documents);
    });
    test.each(cases.map(([name, where, finds, because]) => ({ title: titleOf(name, because), where, finds })))('$title', async ({ where, finds }) => {
      const found = await list(db.collection(collection).where(where).limit(1000));
      expect(found.map(({ _id }) => Number(_id)).sort((a, b) => a - b)).toEqual([...finds].sort((a, b) => a - b));
    });
  });
}

/** Document before, update, document after (without `_id`); as a string: the refusal, which changes nothing. */
export type UpdateCase = [name: string, before: object, update: object, after: object | string, because?: string];

export function updates(title: string, cases: UpdateCase[]): void {
  describe(title, () => {
    let collection: string;
    beforeAll(async () => {
      collection = await fresh();
    });
    test.each(cases.map(([name, before, update, after, because], i) => ({ title: titleOf(name, because), before, update, after, id: `d${i}` })))('$title', async ({ before, update, after, id }) => {
      await db.collection(collection).add({ data: { _id: id, ...before } });
      const stored = await one(collection, id);
      const document = db.collection(collection).doc(id);
      if (typeof after === 'string') {
        const { errCode, errMsg } = await failure(document.update({ data: update }));
        expect(errMsg).toContain(after);
        expect(errMsg).toMatch(/^document\.update:fail -502001 database request fail\. \[FailedOperation\] multiple write errors: \[\{write errors: \[\{/);
        expect(errCode).toBe(-502001);
        expect(await one(collection, id)).toEqual(stored);
        return;
      }
      const { stats } = (await document.update({ data: update })) as { stats: { updated: number } };
      const now = await one(collection, id);
      expect(now).toEqual({ _id: id, ...after });
      expect(stats.updated).toBe(JSON.stringify(now) === JSON.stringify(stored) ? 0 : 1);
    });
  });
}

type Stages = (pipeline: Loose) => { end(): Promise<unknown> };
/** Pipeline and its result; as a string: the refusal. */
export type PipelineCase = [name: string, stages: Stages, result: unknown[] | string, because?: string];

export async function run(collection: string, stages: Stages): Promise<Plain[]> {
  return ((await stages(db.collection(collection).aggregate()).end()) as { list: Plain[] }).list;
}

/** Pipelines over one set of documents. */
export function pipelines(title: string, documents: object[], cases: PipelineCase[]): void {
  describe(title, () => {
    let collection: string;
    beforeAll(async () => {
      collection = await fresh(documents);
    });
    test.each(cases.map(([name, stages, result, because]) => ({ title: titleOf(name, because), stages, result })))('$title', async ({ stages, result }) => {
      if (typeof result !== 'string') return expect(await run(collection, stages)).toEqual(result);
      const { errCode, errMsg } = await failure(() => run(collection, stages));
      expect(errMsg).toContain(result);
      // The aggregate of the SDK maps no code of the service.
      expect([errCode, errMsg]).toEqual([-1, expect.stringMatching(/^collection\.aggregate:fail/) as string]);
    });
  });
}

/** Expression and its value over the first of the documents given; `undefined`: no field comes out; Error: the refusal. */
export type ExpressionCase = [name: string, expression: unknown, value: unknown, because?: string];

export function expressions(title: string, document: object, cases: ExpressionCase[]): void {
  describe(title, () => {
    let collection: string;
    beforeAll(async () => {
      collection = await fresh([document]);
    });
    test.each(cases.map(([name, expression, value, because]) => ({ title: titleOf(name, because), expression, value })))('$title', async ({ expression, value }) => {
      const stages: Stages = (pipeline) => pipeline.project({ _id: 0, v: expression });
      if (value instanceof Error) return expect((await failure(() => run(collection, stages))).errMsg).toContain(value.message);
      expect(await run(collection, stages)).toEqual([value === undefined ? {} : { v: value }]);
    });
  });
}
/** For tables of expressions: the refusal's words. */
export const refused = (message: string): Error => new Error(message);
