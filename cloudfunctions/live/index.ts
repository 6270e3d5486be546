/** Live sessions: the shop opens and closes them, shoppers come in from the live room. */
import { serve } from '../kernel/serve';
import { enter } from './enter';
import { sessions, start, stop } from './sessions';

export const main = serve<'live'>({ enter, sessions, start, stop });
