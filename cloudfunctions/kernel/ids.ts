/** Ids that follow from the request, so that a repeated request means the same document. */
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** `prefix` + 22 characters of [A-Za-z0-9_-]: the same parts always give the same id, others a different one. */
export function derivedId(prefix: string, ...parts: string[]): string {
  return prefix + createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

export function nonce(): string {
  return randomBytes(16).toString('hex');
}

/** So many digits, each as likely as any other, that nobody can guess; at most 14. */
export function secretDigits(length: number): string {
  return String(randomInt(10 ** length)).padStart(length, '0');
}
