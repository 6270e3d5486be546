/**
 * Customer service: what users say reaches the function that the project names for it, and what it sends stands in the conversation. Kept in
 * memory only. The messages of package.json are keyed by Event for events (user_enter_tempsession) and by MsgType otherwise (text, miniprogrampage).
 */
import { randomUUID } from 'node:crypto';
import { isRecord } from '../../json';
import type { MessagePush } from './messages-push';
import type { Users } from './users';

export interface ChatMessage {
  from: 'user' | 'service' | 'notice';
  text: string;
  card?: { title: string; path: string; image: string };
}

const MOST_KEPT = 200;

export class Conversations {
  private readonly byUser = new Map<string, ChatMessage[]>();

  constructor(
    private readonly push: MessagePush,
    private readonly users: Users,
  ) {}

  messages(openid: string): { messages: ChatMessage[] } {
    return { messages: this.byUser.get(openid) ?? [] };
  }

  /** Opens the conversation; events are never handed on to staff. */
  async enter(openid: string, sessionFrom: unknown): Promise<{ messages: ChatMessage[] }> {
    this.users.talk(openid);
    await this.push.deliver(openid, 'user_enter_tempsession', { FromUserName: openid, MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: typeof sessionFrom === 'string' ? sessionFrom.slice(0, 1000) : '' });
    return this.messages(openid);
  }

  async say(openid: string, { text, card }: Record<string, unknown>): Promise<{ messages: ChatMessage[] }> {
    const sent = isRecord(card) ? { title: String(card.title), path: String(card.path), image: String(card.image ?? '') } : null;
    const words = typeof text === 'string' ? text.slice(0, 2000) : '';
    if (!sent && words === '') return this.messages(openid);
    this.users.talk(openid);
    this.add(openid, sent ? { from: 'user', text: '', card: sent } : { from: 'user', text: words });
    const MsgId = randomUUID();
    const answer = sent
      ? await this.push.deliver(openid, 'miniprogrampage', { FromUserName: openid, MsgType: 'miniprogrampage', MsgId, Title: sent.title, PagePath: sent.path, ThumbUrl: sent.image, ThumbMediaId: MsgId })
      : await this.push.deliver(openid, 'text', { FromUserName: openid, MsgType: 'text', MsgId, Content: words });
    if (isRecord(answer) && answer.MsgType === 'transfer_customer_service') this.add(openid, { from: 'notice', text: '消息已转给人工客服' });
    return this.messages(openid);
  }

  /** What customerServiceMessage.send sent. */
  receive(openid: string, text: string): void {
    this.add(openid, { from: 'service', text });
  }

  private add(openid: string, message: ChatMessage): void {
    this.byUser.set(openid, [...(this.byUser.get(openid) ?? []), message].slice(-MOST_KEPT));
  }
}
