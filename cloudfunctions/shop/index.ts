/** Shops: what everybody sees of one, and the first screen of its staff. */
import { serve } from '../kernel/serve';
import { get } from './home';
import { overview } from './overview';

export const main = serve<'shop'>({ get, overview });
