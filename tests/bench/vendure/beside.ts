/** The same work at Vendure as at our shop, on the same machine in one run: 200 products of three variants, through HTTP on loopback. */
import path from 'node:path';
import { Partner } from '../cloud-partner';
import { rows } from '../rate';
import type { Row } from '../rows';
import { ask, buy, queries } from './client';
import { installVendure } from './install';

const BUYERS = 150;
const AT_ONCE = 32;
const SCARCE = 50;
const kinds = ['青瓷茶杯', '白瓷碗', '竹编篮', '羊毛毯', '铜灯'];

/** Variants are numbered as they were made: the scarce one first, then three for each product. */
const variantOf = (product: number, which = 0): string => String(2 + product * 3 + which);

function works(port: number, products: number): [string, (i: number) => Promise<unknown>][] {
  const bought = async (i: number): Promise<void> => {
    const state = await buy(port, variantOf(i % products));
    if (state !== 'PaymentSettled') throw new Error(`Vendure's order was answered ${state}`);
  };
  return [
    ['order: submit, prepay, paid', bought],
    ['product list', (i) => ask(port, queries.list, { skip: (i % 5) * 20 })],
    ['search', (i) => ask(port, queries.search, { term: kinds[i % kinds.length] })],
    ['product', (i) => ask(port, queries.product, { slug: `b-${i % products}` })],
    ['add to cart', (i) => ask(port, queries.add, { variant: variantOf(i % 50) })],
  ];
}

/** The search index is built by jobs, after the products are there. */
async function indexed(port: number, products: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { data } = await ask(port, queries.search, { term: '' });
    if ((data.search as { totalItems: number }).totalItems > products) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("Vendure's search index was not complete after two minutes.");
}

/** Each of 150 buys one, 32 at a time. */
async function race(port: number): Promise<string> {
  const answers: string[] = [];
  const waiting = Array.from({ length: BUYERS }, () => 0);
  const buyer = async (): Promise<void> => {
    while (waiting.pop() !== undefined) answers.push(await buy(port, '1').catch((error: Error) => error.message));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, buyer));
  const paid = answers.filter((answer) => answer === 'PaymentSettled').length;
  return `Vendure: ${BUYERS} buyers, ${AT_ONCE} at once, ${SCARCE} pieces: ${paid} paid`;
}

/** Rows like those of our own shop, and a line for the race. */
export async function benchVendure(project: string, folder: string, products: number): Promise<{ rows: Row[]; lines: string[] }> {
  const installed = installVendure(project);
  const server = new Partner('vendure/server.ts', [installed, path.join(folder, 'vendure'), String(products)]);
  try {
    process.stderr.write('Vendure: fill');
    const { port } = await server.next<{ port: number }>();
    await indexed(port, products);
    process.stderr.write(', race');
    const lines = [await race(port)];
    return { rows: await rows(server, works(port, products)), lines };
  } finally {
    await server.end();
  }
}
