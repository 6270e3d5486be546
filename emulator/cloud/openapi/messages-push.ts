/**
 * Message events for the mini program's server, which the project has answered by cloud functions: in the console "云函数接收消息推送",
 * here `"messages": {"wxa_media_check": "<function>"}` under the "xiaodian" key of package.json.
 */
import type { Clock } from '../clock';
import type { FunctionService } from '../functions/service';
import type { Journal } from '../journal';

export class MessagePush {
  constructor(
    private readonly targets: Record<string, string>,
    private readonly functions: FunctionService,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  /** A user's message to customer service: the function knows who it is from, and its answer may hand it on to staff. */
  async deliver(openid: string, key: string, message: Record<string, unknown>): Promise<unknown> {
    const target = Object.hasOwn(this.targets, key) ? this.targets[key] : undefined;
    if (target === undefined) {
      this.journal.log({ level: 'warn', from: 'cloud', text: `The message ${key} to customer service reaches nobody: name a function for it in package.json, "xiaodian": {"messages": {"${key}": "…"}}.` });
      return undefined;
    }
    const CreateTime = Math.floor(this.clock.now() / 1000);
    return (await this.functions.invoke(target, { ToUserName: 'gh_local0000000', CreateTime, ...message }, { openid, source: 'wx_unknown' })).result;
  }

  /** The function's event is the message itself; it runs for no user, SOURCE wx_unknown, so that a page cannot pretend to be WeChat. */
  async announce(event: string, message: Record<string, unknown>): Promise<void> {
    const target = Object.hasOwn(this.targets, event) ? this.targets[event] : undefined;
    if (target === undefined) {
      this.journal.log({ level: 'warn', from: 'cloud', text: `The event ${event} reaches nobody: name a function for it in package.json, "xiaodian": {"messages": {"${event}": "…"}}.` });
      return;
    }
    const CreateTime = Math.floor(this.clock.now() / 1000);
    await this.functions.invoke(target, { ToUserName: 'gh_local0000000', CreateTime, MsgType: 'event', Event: event, ...message }, { source: 'wx_unknown' });
  }
}
