/** Codes that a phone-number button hands out, each good for one exchange within five minutes. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock';

const VALID_MS = 5 * 60_000;

export class PhoneCodes {
  private readonly issued = new Map<string, { openid: string; until: number }>();

  constructor(private readonly clock: Clock) {}

  issue(openid: string): string {
    const now = this.clock.now();
    for (const [code, { until }] of this.issued) if (until <= now) this.issued.delete(code);
    const code = randomBytes(32).toString('hex');
    this.issued.set(code, { openid, until: now + VALID_MS });
    return code;
  }

  /** null: never issued, used already, or too old. */
  redeem(code: unknown): string | null {
    if (typeof code !== 'string') return null;
    const issued = this.issued.get(code);
    this.issued.delete(code);
    return issued && issued.until > this.clock.now() ? phoneNumberOf(issued.openid) : null;
  }
}

/** The same user always has the same number. */
function phoneNumberOf(openid: string): string {
  const digits = createHash('sha256').update(openid).digest().readUInt32BE() % 100_000_000;
  return `138${String(digits).padStart(8, '0')}`;
}
