/** Orders, refunds, notices and plans on disk, in a file of their own: WeChat Pay's memory is not the shop's. */
import Database from 'libsql';
import { EmulatorError, messageOf } from '../../errors';
import type { About, Notice, PayOrder, PayRefund, Plan } from './types';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS orders (out_trade_no TEXT PRIMARY KEY, prepay_id TEXT UNIQUE, transaction_id TEXT, doc TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS orders_transaction ON orders (transaction_id);
  CREATE TABLE IF NOT EXISTS refunds (out_refund_no TEXT PRIMARY KEY, refund_id TEXT, out_trade_no TEXT NOT NULL, state TEXT NOT NULL, doc TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS refunds_trade ON refunds (out_trade_no);
  CREATE INDEX IF NOT EXISTS refunds_state ON refunds (state);
  CREATE TABLE IF NOT EXISTS notices (id TEXT PRIMARY KEY, out_trade_no TEXT NOT NULL, next_at INTEGER, doc TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS notices_next ON notices (next_at);
  CREATE INDEX IF NOT EXISTS notices_trade ON notices (out_trade_no);
  CREATE INDEX IF NOT EXISTS notices_held ON notices (json_extract(doc, '$.heldFor')) WHERE json_extract(doc, '$.heldFor') IS NOT NULL;
  CREATE TABLE IF NOT EXISTS plans (id INTEGER PRIMARY KEY AUTOINCREMENT, about TEXT NOT NULL, number TEXT NOT NULL, doc TEXT NOT NULL);
`;
type Row = { doc: string } | undefined;

export class Books {
  private readonly statements = new Map<string, Database.Statement>();

  private constructor(private readonly db: Database.Database) {}

  static open(file: string): Books {
    try {
      const db = new Database(file);
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = NORMAL');
      db.exec(SCHEMA);
      return new Books(db);
    } catch (error) {
      throw new EmulatorError(`${file} cannot be opened: ${messageOf(error)}`, 'It holds the payments made so far. Move it away to start without them, or restore it from a copy.', { cause: error });
    }
  }

  /** All of it, or nothing. */
  together<T>(work: () => T): T {
    return this.db.transaction(work)() as T;
  }

  order(by: 'out_trade_no' | 'prepay_id' | 'transaction_id', value: string): PayOrder | null {
    return this.one<PayOrder>(`SELECT doc FROM orders WHERE ${by} = ?`, value);
  }
  /** The newest first. */
  orders(limit: number): PayOrder[] {
    return this.all<PayOrder>('SELECT doc FROM orders ORDER BY rowid DESC LIMIT ?', limit);
  }
  saveOrder(order: PayOrder): void {
    this
      .prepare('INSERT INTO orders (out_trade_no, prepay_id, transaction_id, doc) VALUES (?, ?, ?, ?) ON CONFLICT (out_trade_no) DO UPDATE SET transaction_id = excluded.transaction_id, doc = excluded.doc')
      .run(order.outTradeNo, order.prepayId, order.transactionId, JSON.stringify(order));
  }

  refund(by: 'out_refund_no' | 'refund_id', value: string): PayRefund | null {
    return this.one<PayRefund>(`SELECT doc FROM refunds WHERE ${by} = ?`, value);
  }
  refunds(limit: number): PayRefund[] {
    return this.all<PayRefund>('SELECT doc FROM refunds ORDER BY rowid DESC LIMIT ?', limit);
  }
  refundsOf(outTradeNo: string): PayRefund[] {
    return this.all<PayRefund>('SELECT doc FROM refunds WHERE out_trade_no = ? ORDER BY rowid', outTradeNo);
  }
  openRefunds(): PayRefund[] {
    return this.all<PayRefund>('SELECT doc FROM refunds WHERE state = ?', 'PROCESSING');
  }
  saveRefund(refund: PayRefund): void {
    this
      .prepare('INSERT INTO refunds (out_refund_no, refund_id, out_trade_no, state, doc) VALUES (?, ?, ?, ?, ?) ON CONFLICT (out_refund_no) DO UPDATE SET state = excluded.state, doc = excluded.doc')
      .run(refund.outRefundNo, refund.refundId, refund.outTradeNo, refund.state, JSON.stringify(refund));
  }

  openNotices(): Notice[] {
    return this.all<Notice>('SELECT doc FROM notices WHERE next_at IS NOT NULL ORDER BY next_at');
  }
  heldNotices(heldFor: About): Notice[] {
    return this.all<Notice>("SELECT doc FROM notices WHERE json_extract(doc, '$.heldFor') = ? ORDER BY rowid", heldFor);
  }
  noticesOf(outTradeNo: string): Notice[] {
    return this.all<Notice>('SELECT doc FROM notices WHERE out_trade_no = ? ORDER BY rowid', outTradeNo);
  }
  saveNotice(notice: Notice): void {
    this
      .prepare('INSERT INTO notices (id, out_trade_no, next_at, doc) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET next_at = excluded.next_at, doc = excluded.doc')
      .run(notice.id, notice.outTradeNo, notice.nextAt, JSON.stringify(notice));
  }

  /** Those that nothing has taken yet, in the order in which they were made. */
  plans(): Plan[] {
    return this.all<Plan>('SELECT doc FROM plans ORDER BY id');
  }
  savePlan(plan: Plan): void {
    this.prepare('INSERT INTO plans (about, number, doc) VALUES (?, ?, ?)').run(plan.about, plan.number, JSON.stringify(plan));
  }
  /** The oldest plan for this number, else the oldest for whatever comes next. It is gone from the books then. */
  takePlan(about: About, number: string): Plan | null {
    const row = this.prepare("SELECT id, doc FROM plans WHERE about = ? AND number IN (?, '') ORDER BY number = '', id LIMIT 1").get(about, number) as { id: number; doc: string } | undefined;
    if (!row) return null;
    this.prepare('DELETE FROM plans WHERE id = ?').run(row.id);
    return JSON.parse(row.doc) as Plan;
  }
  forgetPlans(): number {
    return this.prepare('DELETE FROM plans').run().changes;
  }

  close(): void {
    this.db.close();
  }

  private prepare(sql: string): Database.Statement {
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.db.prepare(sql)));
    return statement;
  }
  private one<T>(sql: string, value: string): T | null {
    const row = this.prepare(sql).get(value) as Row;
    return row ? (JSON.parse(row.doc) as T) : null;
  }
  private all<T>(sql: string, ...values: (string | number)[]): T[] {
    return (this.prepare(sql).all(...values) as { doc: string }[]).map(({ doc }) => JSON.parse(doc) as T);
  }
}
