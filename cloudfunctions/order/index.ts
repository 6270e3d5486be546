/** Orders: from the checkout page to the confirmed receipt. */
import { serve } from '../kernel/serve';
import { answerAddress, changeAddress, offerAddress, shopAnswerAddress, withdrawAddress } from './address';
import { deliver, revealCodes } from './handover';
import { counts, list, shopList } from './lists';
import { cancel, confirm, get } from './own';
import { changePrice } from './price';
import { pickupCode, pickupFind, pickupHandOver, pickupReady } from './pickup';
import { correctParcel, retryUpload, ship, shopGet } from './shipping';
import { preview, submit } from './submit';

export const main = serve<'order'>({ preview, submit, list, counts, get, cancel, confirm, shopList, shopGet, ship, deliver, revealCodes, correctParcel, retryUpload, changePrice, changeAddress, withdrawAddress, answerAddress, offerAddress, shopAnswerAddress, pickupCode, pickupReady, pickupFind, pickupHandOver });
