/** The shop's deposit. */
import { serve } from '../kernel/serve';
import { get, ledger, prepay } from './account';

export const main = serve<'deposit'>({ get, ledger, prepay });
