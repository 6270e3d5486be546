/** Invoices: whom they are made out to, asking for one, and the merchant's side. */
import { serve } from '../kernel/serve';
import { issue, red, shopGet, shopList } from './merchant';
import { cancel, file, list, ofOrder, request } from './own';
import { removeTitle, saveTitle, titles } from './titles';

export const main = serve<'invoice'>({ titles, saveTitle, removeTitle, ofOrder, request, cancel, list, file, shopList, shopGet, issue, red });
