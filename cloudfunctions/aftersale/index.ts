/** After-sales: the shopper asks for money or sends goods back, the merchant answers, the platform decides what they cannot. */
import { serve } from '../kernel/serve';
import { apply, eligible, exchangeable } from './apply';
import { list, shopCounts, shopList } from './lists';
import { agree, intercept, receive, reject, reship, shopGet } from './merchant';
import { platformSay, say, shopSay } from './messages';
import { answer, propose } from './negotiating';
import { cancel, confirmExchange, dispute, get, sendBack } from './own';
import { decide, disputeGet, disputes } from './platform';
import { certify, retryRefund } from './refund-failures';
import { offer, priceDiff, startable } from './starting';

export const main = serve<'aftersale'>({
  eligible,
  exchangeable,
  apply,
  list,
  get,
  cancel,
  sendBack,
  dispute,
  answer,
  confirmExchange,
  say,
  shopList,
  shopGet,
  shopCounts,
  agree,
  reject,
  receive,
  reship,
  propose,
  intercept,
  retryRefund,
  certify,
  shopSay,
  startable,
  offer,
  priceDiff,
  disputes,
  disputeGet,
  decide,
  platformSay,
});
