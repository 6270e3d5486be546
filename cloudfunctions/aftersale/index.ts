/** After-sales: the shopper asks for money or sends goods back, the merchant answers, the platform decides what they cannot. */
import { serve } from '../kernel/serve';
import { apply, eligible } from './apply';
import { list, shopCounts, shopList } from './lists';
import { agree, receive, reject, shopGet } from './merchant';
import { cancel, dispute, get, sendBack } from './own';
import { decide, disputeGet, disputes } from './platform';

export const main = serve<'aftersale'>({
  eligible,
  apply,
  list,
  get,
  cancel,
  sendBack,
  dispute,
  shopList,
  shopGet,
  shopCounts,
  agree,
  reject,
  receive,
  disputes,
  disputeGet,
  decide,
});
