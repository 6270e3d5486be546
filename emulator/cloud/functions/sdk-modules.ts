/**
 * Part of an instance: what the SDK finds as Node's `crypto` and `url`. Their answers are Node's own. To sign one request the SDK goes to
 * Node some fifty times and reads one address three times; here a text is hashed in one piece, the keys that hold for a day are derived
 * once, and an address is read once.
 */
import crypto from 'node:crypto';
import url from 'node:url';

type Encoding = crypto.BinaryToTextEncoding;
type Key = string | Buffer;

/** Texts up to this length are worth remembering: the date, the service and the last part of a key. */
const SHORT = 32;
const REMEMBERED = 64;

export const sdkCrypto = Object.create(crypto, {
  createHash: {
    enumerable: true,
    value: (algorithm: string, options?: crypto.HashOptions) => (algorithm === 'sha256' && !options ? new TextHash() : crypto.createHash(algorithm, options)),
  },
  createHmac: {
    enumerable: true,
    value: (algorithm: string, key: Key, options?: crypto.HashOptions) =>
      algorithm === 'sha256' && (typeof key === 'string' || Buffer.isBuffer(key)) && !options ? new TextHmac(key) : crypto.createHmac(algorithm, key, options),
  },
}) as typeof crypto;

export const sdkUrl = Object.create(url, { parse: { enumerable: true, value: parse } }) as typeof url;

/** As much of a Hash as the SDK knows: SHA-256 of what was put in. */
class TextHash {
  private text = '';
  /** As soon as there is more to it than one text. */
  private node: crypto.Hash | null = null;

  update(data: string | Buffer, encoding?: crypto.Encoding): this {
    if (this.node || typeof data !== 'string' || encoding !== undefined) this.inNode().update(data as string, encoding as crypto.Encoding);
    else this.text += data;
    // What comes next is no part of it.
    if (typeof data === 'string' && endsInHalf(data)) this.inNode();
    return this;
  }
  digest(encoding?: Encoding): string | Buffer {
    if (encoding === undefined) return this.inNode().digest();
    return this.node ? this.node.digest(encoding) : hashOf(this.text, encoding);
  }
  private inNode(): crypto.Hash {
    return (this.node ??= crypto.createHash('sha256').update(this.text));
  }
}

const hashOf: (text: string, encoding: Encoding) => string = hasHash(crypto)
  ? (text, encoding) => crypto.hash('sha256', text, encoding)
  : (text, encoding) => crypto.createHash('sha256').update(text).digest(encoding);

/** Node before 20.12 has none. */
function hasHash(module: object): module is { hash(algorithm: string, data: string, encoding: Encoding): string } {
  return 'hash' in module;
}

/** In half a character, which what comes next would complete if it were one text. */
function endsInHalf(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

/** HMAC results by key and text. */
const derived = new Map<string, Buffer>();

/** As much of an Hmac as the SDK knows. */
class TextHmac {
  private text: string | null = null;
  private node: crypto.Hmac | null = null;

  constructor(private readonly key: Key) {}

  update(data: string | Buffer, encoding?: crypto.Encoding): this {
    if (this.text === null && this.node === null && typeof data === 'string' && data.length <= SHORT && encoding === undefined) this.text = data;
    else this.inNode().update(data as string, encoding as crypto.Encoding);
    return this;
  }
  digest(encoding?: Encoding): string | Buffer {
    if (this.node || this.text === null || encoding !== undefined) return encoding === undefined ? this.inNode().digest() : this.inNode().digest(encoding);
    const name = `${typeof this.key} ${typeof this.key === 'string' ? this.key : this.key.toString('latin1')}\n${this.text}`;
    let result = derived.get(name);
    if (!result) {
      if (derived.size >= REMEMBERED) derived.clear();
      derived.set(name, (result = this.inNode().digest()));
    }
    // The caller's own, as it may write to it.
    return Buffer.from(result);
  }
  private inNode(): crypto.Hmac {
    if (!this.node) {
      this.node = crypto.createHmac('sha256', this.key);
      if (this.text !== null) this.node.update(this.text);
    }
    return this.node;
  }
}

let last: { address: string; parsed: url.UrlWithStringQuery } | null = null;

function parse(address: string, ...more: never[]): url.UrlWithStringQuery {
  if (more.length > 0) return (url.parse as (...all: unknown[]) => url.UrlWithStringQuery)(address, ...more);
  if (last?.address !== address) last = { address, parsed: url.parse(address) };
  return Object.assign(Object.create(Object.getPrototypeOf(last.parsed) as object) as url.UrlWithStringQuery, last.parsed);
}
