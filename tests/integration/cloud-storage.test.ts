import { readFileSync } from 'node:fs';
import path from 'node:path';
import sdk from 'wx-server-sdk';
import { type LocalCloud, startLocalCloud } from './support/local-cloud';

let local: LocalCloud;

beforeAll(async () => {
  local = await startLocalCloud();
  local.actAs();
  sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV as never });
});
afterAll(() => local.end());

const NAME = 'img/测试 1.txt';
const upload = (cloudPath: string, text: string) => sdk.uploadFile({ cloudPath, fileContent: Buffer.from(text) });
async function linkOf(fileID: string): Promise<string> {
  const { fileList } = (await sdk.getTempFileURL({ fileList: [fileID] })) as { fileList: { tempFileURL: string }[] };
  return fileList[0]!.tempFileURL;
}

describe('through the SDK', () => {
  test('a file goes up, has a link, comes down, and is deleted', async () => {
    const { fileID } = await upload(NAME, 'hello 你好');
    expect(fileID).toBe(`cloud://local-env.6c6f-local-env-1250000000/${NAME}`);
    expect(readFileSync(path.join(local.root, 'files', NAME), 'utf8')).toBe('hello 你好');
    expect((await sdk.downloadFile({ fileID })).fileContent.toString()).toBe('hello 你好');
    await upload(NAME, 'replaced');
    expect(await (await fetch(encodeURI(await linkOf(fileID)))).text()).toBe('replaced');
    const { fileList } = (await sdk.deleteFile({ fileList: [fileID, fileID] })) as { fileList: { status: number }[] };
    expect(fileList.map(({ status }) => status)).toEqual([0, expect.not.stringMatching(/^0$/) as unknown]);
    expect(await linkOf(fileID)).toBe('');
  });

  test('a file of another environment does not exist', async () => {
    expect(await linkOf('cloud://other.x/none.png')).toBe('');
    await expect(sdk.downloadFile({ fileID: 'cloud://other.x/none.png' })).rejects.toMatchObject({ errMsg: expect.stringContaining('downloadFile:fail') as string });
  });

  test.each(['../outside.txt', 'a/../../outside.txt', '/absolute.txt', 'a//b', './x', 'a\\..\\b', 'nul\u0000', ''])('the path %j is refused', async (cloudPath) => {
    const answer = await local.wire({ action: 'storage.getUploadMetadata', path: cloudPath, method: 'put' });
    expect(answer).toMatchObject({ code: 'STORAGE_REQUEST_FAIL' });
  });

  test('a file where a folder is, is refused with a reason and changes nothing', async () => {
    await upload('shelf/a.txt', 'a');
    await expect(upload('shelf', 'b')).rejects.toThrow();
    await expect(upload('shelf/a.txt/c', 'c')).rejects.toThrow();
    expect(readFileSync(path.join(local.root, 'files/shelf/a.txt'), 'utf8')).toBe('a');
  });
});

describe('over HTTP', () => {
  const get = (headers: Record<string, string> = {}, method = 'GET') => fetch(`${local.origin}/cos/pic.png`, { headers, method });
  beforeAll(() => upload('pic.png', '0123456789'));

  test('the type is that of the name, and nothing in it can run', async () => {
    const response = await get();
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(await response.text()).toBe('0123456789');
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=99-', 416, '', 'bytes */10'],
    ['lines=1-2', 200, '0123456789', null],
  ])('range %s', async (range, status, body, contentRange) => {
    const response = await get({ range });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([status, body, contentRange]);
  });

  test('HEAD has the length, an unchanged file is not sent again', async () => {
    const head = await get({}, 'HEAD');
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['10', '']);
    const again = await get({ 'if-none-match': head.headers.get('etag')! });
    expect(again.status).toBe(304);
  });

  test('what is missing, malformed or outside is an XML error', async () => {
    for (const name of ['none.png', '..%2Fcloud.db', '%2e%2e/cloud.db', '%zz']) {
      const response = await fetch(`${local.origin}/cos/${name}`);
      expect(response.status).toBeGreaterThanOrEqual(400);
    }
  });

  test('only the address handed out may be written', async () => {
    const answer = await fetch(`${local.origin}/cos/pic.png`, { method: 'PUT', body: 'mine', headers: { authorization: 'x' } });
    expect(answer.status).toBe(403);
    expect(await (await get()).text()).toBe('0123456789');
  });
});
