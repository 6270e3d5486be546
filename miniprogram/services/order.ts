import type { ActionRequest, OrderActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof OrderActions> = ActionRequest<'order', A>;

export const order = {
  preview: (request: Request<'preview'>) => call('order', 'preview', request),
  submit: (request: Request<'submit'>) => call('order', 'submit', request),
  list: (request: Request<'list'>) => call('order', 'list', request),
  counts: () => call('order', 'counts', {}),
  get: (orderId: string) => call('order', 'get', { orderId }),
  cancel: (request: Request<'cancel'>) => call('order', 'cancel', request),
  changeAddress: (request: Request<'changeAddress'>) => call('order', 'changeAddress', request),
  withdrawAddress: (request: Request<'withdrawAddress'>) => call('order', 'withdrawAddress', request),
  answerAddress: (request: Request<'answerAddress'>) => call('order', 'answerAddress', request),
  confirm: (request: Request<'confirm'>) => call('order', 'confirm', request),

  revealCodes: (request: Request<'revealCodes'>) => call('order', 'revealCodes', request),

  pickupCode: (orderId: string) => call('order', 'pickupCode', { orderId }),

  pickupReady: (request: Request<'pickupReady'>) => call('order', 'pickupReady', request),
  pickupFind: (request: Request<'pickupFind'>) => call('order', 'pickupFind', request),
  pickupHandOver: (request: Request<'pickupHandOver'>) => call('order', 'pickupHandOver', request),
  shopList: (request: Request<'shopList'>) => call('order', 'shopList', request),
  shopGet: (request: Request<'shopGet'>) => call('order', 'shopGet', request),
  deliver: (request: Request<'deliver'>) => call('order', 'deliver', request),
  ship: (request: Request<'ship'>) => call('order', 'ship', request),
  correctParcel: (request: Request<'correctParcel'>) => call('order', 'correctParcel', request),
  changePrice: (request: Request<'changePrice'>) => call('order', 'changePrice', request),
  offerAddress: (request: Request<'offerAddress'>) => call('order', 'offerAddress', request),
  shopAnswerAddress: (request: Request<'shopAnswerAddress'>) => call('order', 'shopAnswerAddress', request),
  retryUpload: (request: Request<'retryUpload'>) => call('order', 'retryUpload', request),
};
