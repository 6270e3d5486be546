/** Makes a database file of orders. Words: file, number of documents. */
import { openDatabase } from '../../emulator/cloud/database';
import { collections, order } from './cloud-orders';

async function main(): Promise<void> {
  const [file, count] = [process.argv[2]!, Number(process.argv[3])];
  const database = await openDatabase({ file, collections });
  for (let from = 0; from < count; from += 10_000) {
    await database.insertMissing('orders', Array.from({ length: Math.min(10_000, count - from) }, (_, i) => order(from + i)));
  }
  await database.close();
  process.send!({});
  process.disconnect();
}
void main();
