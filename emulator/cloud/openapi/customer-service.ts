/** customerServiceMessage.send: answers within 48 hours of the user's last word, five at most. */
import { isRecord } from '../../json';
import { fail, isText, ok, type OpenApi } from './answers';

/** What each kind of message must have. */
const PARTS: Record<string, string[]> = {
  text: ['content'],
  image: ['media_id'],
  link: ['title', 'description', 'url', 'thumb_url'],
  miniprogrampage: ['title', 'pagepath', 'thumb_media_id'],
};
const TEXT_BYTES = 2048;

export const customerServiceSend: OpenApi = (args, { users, miniProgram, answered }) => {
  const { touser, msgtype } = args;
  if (!isText(touser)) return fail(40003, 'invalid openid');
  if (typeof msgtype !== 'string' || !Object.hasOwn(PARTS, msgtype)) return fail(40008, 'invalid message type');
  const message = args[msgtype];
  const missing = PARTS[msgtype]!.find((part) => !isRecord(message) || !isText(message[part]));
  if (!isRecord(message) || missing !== undefined) return fail(44004, `empty content: ${msgtype}.${missing ?? ''}`);
  if (msgtype === 'text' && Buffer.byteLength(String(message.content)) > TEXT_BYTES) return fail(45002, 'content size out of limit');
  if (msgtype === 'miniprogrampage' && !miniProgram.hasPage(String(message.pagepath))) return fail(40165, 'invalid weapp pagepath');
  switch (users.answer(touser)) {
    case 'too late':
      return fail(45015, 'response out of time limit or subscription is canceled');
    case 'too many':
      return fail(45047, 'out of response count limit');
    case 'sent':
      answered(touser, String(message.content ?? message.title ?? '[图片]'));
      return ok();
  }
};
