/** Customer service: WeChat delivers what users say; the first word of a conversation is answered at once, then staff take over. */
import { serve } from '../kernel/serve';
import { hello } from './hello';
import { heard, isServiceMessage } from './messages';

export const main = serve<'service'>({ hello }, { platform: (event, caller, { now }) => (isServiceMessage(event, caller) ? heard(event, now) : undefined) });
