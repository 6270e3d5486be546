import crypto from 'node:crypto';
import url from 'node:url';
import fc from 'fast-check';
import { sdkCrypto, sdkUrl } from '../../../../emulator/cloud/functions/sdk-modules';

type Encoding = crypto.BinaryToTextEncoding | undefined;
/** Also halves of characters, which two updates do not make whole. */
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('\ud83d', '\ude00', 'a\ud83d', '\ude00b', '键'));
const part = fc.oneof(text, fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)));
const encoding = fc.constantFrom<Encoding>('hex', 'base64', undefined);

function digestOf(hash: crypto.Hash | crypto.Hmac, encodingWanted: Encoding): string | Buffer {
  return encodingWanted === undefined ? hash.digest() : hash.digest(encodingWanted);
}

describe('what the SDK finds as crypto', () => {
  test('hashes as Node does, whatever the parts', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), encoding, (parts, wanted) => {
        const [ours, nodes] = [sdkCrypto, crypto].map(({ createHash }) => parts.reduce((hash, one) => hash.update(one), createHash('sha256')));
        expect(digestOf(ours!, wanted)).toEqual(digestOf(nodes!, wanted));
      }),
    );
  });

  test('signs as Node does, also the second time', () => {
    fc.assert(
      fc.property(part, fc.array(part, { maxLength: 3 }), encoding, (key, parts, wanted) => {
        const expected = digestOf(parts.reduce((hash, one) => hash.update(one), crypto.createHmac('sha256', key)), wanted);
        for (let i = 0; i < 2; i++) expect(digestOf(parts.reduce((hash, one) => hash.update(one), sdkCrypto.createHmac('sha256', key)), wanted)).toEqual(expected);
      }),
    );
  });

  test('a result that is written to changes no later one', () => {
    const sign = (): Buffer => sdkCrypto.createHmac('sha256', 'key').update('2026-01-01').digest();
    const before = sign().toString('hex');
    sign().fill(0);
    expect(sign().toString('hex')).toBe(before);
  });

  test('knows one key from another', () => {
    const sign = (key: string | Buffer): string => sdkCrypto.createHmac('sha256', key).update('tcb').digest().toString('hex');
    expect(sign(Buffer.from([0xe4]))).not.toBe(sign('ä'));
    expect(sign('a')).not.toBe(sign('b'));
  });

  test('leaves everything else to Node', () => {
    expect(sdkCrypto.createHash('md5').update('a').digest('hex')).toBe(crypto.createHash('md5').update('a').digest('hex'));
    expect(sdkCrypto.createHmac('sha512', 'k').update('a').digest('hex')).toBe(crypto.createHmac('sha512', 'k').update('a').digest('hex'));
    expect(sdkCrypto.randomBytes(4)).toHaveLength(4);
  });
});

describe('what the SDK finds as url', () => {
  const address = 'http://127.0.0.1:8080/admin?env=local&seqId=1-2';

  test('reads an address as Node does, also the second time', () => {
    for (let i = 0; i < 2; i++) expect(sdkUrl.parse(address)).toEqual(url.parse(address));
    expect(sdkUrl.parse(address, true)).toEqual(url.parse(address, true));
    expect(sdkUrl.parse('http://a.example/b')).toEqual(url.parse('http://a.example/b'));
    expect(sdkUrl.format(sdkUrl.parse(address))).toBe(address);
  });

  test('what one reader changes the next does not see', () => {
    sdkUrl.parse(address).host = 'elsewhere';
    expect(sdkUrl.parse(address).host).toBe('127.0.0.1:8080');
  });
});
