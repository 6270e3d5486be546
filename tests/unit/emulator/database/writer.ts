/** Writes without pause and prints `<id> <n>` for what was acknowledged. Started and killed by durability.test.ts. */
import { writeSync } from 'node:fs';
import { openDatabase } from '../../../../emulator/cloud/database';

const say = (line: string): unknown => writeSync(1, `${line}\n`);

async function main(): Promise<void> {
  const database = await openDatabase({ file: process.argv[2]!, collections: [{ name: 'counters' }] });
  const send = (action: string, params: object) => database.handle(`database.${action}`, { collectionName: 'counters', ...params });
  const change = (id: string, by: number, transactionId?: string) =>
    send('modifyDocument', { query: JSON.stringify({ _id: id }), data: JSON.stringify({ $inc: { n: by } }), multi: false, merge: true, upsert: true, transactionId });

  async function count(id: string): Promise<void> {
    for (let n = (database.find('counters', { _id: id })[0]?.n as number | undefined) ?? 0; ; ) {
      await change(id, 1);
      say(`${id} ${++n}`);
    }
  }
  async function grow(name: string): Promise<void> {
    for (let i = 0; ; i++) {
      const id = `${name}-${process.pid}-${i}`;
      await send('insertDocument', { data: [JSON.stringify({ _id: id, n: 1, text: 'x'.repeat(i % 5000) })] });
      say(`${id} 1`);
    }
  }
  /** Both or none: the sum of the two stays 0. */
  async function transfer(): Promise<void> {
    for (let i = 1; ; i++) {
      const { transactionId } = (await send('startTransaction', {})) as { transactionId: string };
      await change('left', -1, transactionId);
      await change('right', 1, transactionId);
      await send('commitTransaction', { transactionId });
      say(`transfer ${i}`);
    }
  }
  await Promise.all([count('one'), count('two'), grow('a'), grow('b'), transfer()]);
}
void main();
