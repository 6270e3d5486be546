import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { choosePort } from '../../../../emulator/commands/ports';

let server: Server;
let taken: number;
beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  taken = (server.address() as AddressInfo).port;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const wish = (given: number | undefined, usual: number) => ({ what: 'the cloud', option: '--cloud-port', given, usual });

test('a given port that is taken is an error that names it', async () => {
  await expect(choosePort(wish(taken, 1), () => {})).rejects.toThrow(`Port ${taken} for the cloud is taken`);
});

test('the usual port gives way to a free one, and says so', async () => {
  const notes: string[] = [];
  await expect(choosePort(wish(undefined, taken), (text) => notes.push(text))).resolves.toBe(0);
  expect(notes).toEqual([expect.stringContaining(String(taken))]);
});

test('a port that is free is taken without a word', async () => {
  await new Promise((resolve) => server.close(resolve));
  const notes: string[] = [];
  await expect(choosePort(wish(taken, 1), (text) => notes.push(text))).resolves.toBe(taken);
  await expect(choosePort(wish(0, 1), (text) => notes.push(text))).resolves.toBe(0);
  expect(notes).toEqual([]);
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
