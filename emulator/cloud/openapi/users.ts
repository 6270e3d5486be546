/** What WeChat knows of the users of this mini program: when they were here, what they let it send, when they talked to it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { EmulatorError, messageOf } from '../../errors';
import { isRecord } from '../../json';
import type { Clock } from '../clock';

interface UserRecord {
  /** Last use of the mini program. */
  visitedAt: number;
  /** Template id → messages that may still be sent. */
  grants: Record<string, number>;
  /** Last word to customer service, and answers since then. */
  talkedAt: number;
  answers: number;
}

const VISIT_MS = 2 * 3_600_000;
const TALK_MS = 48 * 3_600_000;
const ANSWERS = 5;
/** A visit alone is not worth a write each time. */
const VISIT_SAVED_MS = 5 * 60_000;

export class Users {
  private readonly records = new Map<string, UserRecord>();

  constructor(
    private readonly file: string,
    private readonly clock: Clock,
  ) {
    if (!existsSync(file)) return;
    try {
      const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (isRecord(stored)) for (const [openid, record] of Object.entries(stored)) this.records.set(openid, record as UserRecord);
    } catch (error) {
      throw new EmulatorError(`${file} is damaged: ${messageOf(error)}`, 'Delete it; only visits and granted subscriptions are in it.', { cause: error });
    }
  }

  visit(openid: string): void {
    const record = this.of(openid);
    const before = record.visitedAt;
    record.visitedAt = this.clock.now();
    if (record.visitedAt - before > VISIT_SAVED_MS) this.save();
  }
  visitedLately(openid: string): boolean {
    return this.clock.now() - (this.records.get(openid)?.visitedAt ?? -Infinity) <= VISIT_MS;
  }

  /** One message of each template may be sent, once. */
  grant(openid: string, templateIds: string[], times = 1): void {
    const { grants } = this.of(openid);
    for (const id of templateIds) grants[id] = (Object.hasOwn(grants, id) ? grants[id]! : 0) + times;
    this.save();
  }
  /** False: there is no grant left. */
  useGrant(openid: string, templateId: string): boolean {
    const grants = this.records.get(openid)?.grants;
    if (!grants || !Object.hasOwn(grants, templateId) || grants[templateId]! < 1) return false;
    grants[templateId]!--;
    this.save();
    return true;
  }

  /** Opens the conversation with customer service, or says something in it. */
  talk(openid: string): void {
    Object.assign(this.of(openid), { talkedAt: this.clock.now(), answers: 0 });
    this.save();
  }
  /** Why no answer may be sent; 'sent': one more was. */
  answer(openid: string): 'sent' | 'too late' | 'too many' {
    const record = this.records.get(openid);
    if (!record || this.clock.now() - record.talkedAt > TALK_MS) return 'too late';
    if (record.answers >= ANSWERS) return 'too many';
    record.answers++;
    this.save();
    return 'sent';
  }

  private of(openid: string): UserRecord {
    let record = this.records.get(openid);
    if (!record) {
      record = { visitedAt: -Infinity, grants: {}, talkedAt: -Infinity, answers: 0 };
      this.records.set(openid, record);
    }
    return record;
  }

  private save(): void {
    const draft = `${this.file}.tmp`;
    writeFileSync(draft, JSON.stringify(Object.fromEntries(this.records), (_key, value: unknown) => (value === -Infinity ? 0 : value)));
    renameSync(draft, this.file);
  }
}
