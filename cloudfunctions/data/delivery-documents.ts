/** What an order keeps about its delivery. What is optional is absent from orders that never needed it. See documents.ts for the conventions. */
import type { OrderCodes } from './code-documents';
import type { AddressChange, Delivery, Fulfilment, Millis, Parcel, PriceChange, ShippingUpload } from '../../typings';

export interface OrderDelivery {
  /** How it is delivered; absent: by express. Asked through domain/fulfilment. */
  fulfilment?: Fulfilment;
  /** Delivered by hand: what the merchant wrote. On the order's page only. */
  content?: string;
  /** Of goods that are delivered as codes: which code each piece gets. */
  codes?: OrderCodes;
  /** The first parcel. */
  delivery: Delivery | null;
  /** Of the last parcel. */
  shippedAt: Millis | null;
  /** Counts from the last parcel; it is acted upon when everything is out. */
  confirmBefore: Millis | null;
  /** The last request to change its address. */
  addressChange?: AddressChange;
  /** What the merchant took off before it was paid. */
  priceChange?: PriceChange;
  /** Absent: nothing has gone out, or all of it with `delivery`. */
  parcels?: Parcel[];
  /** Counts the changes to `parcels`, so that two at a time, or a refund beside a parcel, see each other. */
  deliveries?: number;
  /** How WeChat stands with it; absent: there is nothing to tell. */
  upload?: ShippingUpload;
  /** Not before this time is the shipping information sent (again). */
  uploadAfter?: Millis;
}
