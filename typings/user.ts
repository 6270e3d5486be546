import type { KeptActions } from './find';
import type { ImageRef, Millis, PostalAddress, Write } from './common';

/** Roles of one shop. */
export type StaffRole = 'owner' | 'administrator' | 'operator' | 'customerService' | 'finance' | 'warehouse';

export interface Membership {
  shopId: string;
  shopName: string;
  logo: ImageRef;
  role: StaffRole;
}
/** unverified: typed by hand. verified: WeChat gave it. */
export interface OwnPhone {
  /** As it is shown: 138****5678. */
  masked: string;
  verified: boolean;
  boundAt: Millis;
}
/** pass: others may see it. pending: WeChat has not answered yet. review: a person has to look. risky: others never see it. */
export type ProfileCheck = 'pass' | 'pending' | 'review' | 'risky';
export interface Me {
  nickname: string;
  avatar: ImageRef;
  /** Absent: as it was always; others see the profile. */
  checks?: { nickname: ProfileCheck; avatar: ProfileCheck };
  /** null: none is known. */
  phone: OwnPhone | null;
  /** When the account will be erased; null: nobody asked for it. */
  closesAt: Millis | null;
  memberships: Membership[];
  isOperator: boolean;
  /** Part of the path under which the caller's own uploads go; says nothing to others. */
  folder: string;
}
export interface Address extends PostalAddress {
  addressId: string;
  isDefault: boolean;
}
/** What a pasted text says of an address; '' for what it does not say. Nothing is made up. */
export interface ParsedAddress extends PostalAddress {
  /** What still has to be filled in. */
  missing: ('userName' | 'telNumber' | 'region' | 'detailInfo')[];
}

/** What stands in the way of deleting the account. */
export interface CloseObstacle {
  kind: 'order' | 'afterSale' | 'payment' | 'staff' | 'invoice';
  count: number;
  /** Chinese, with the mend. */
  text: string;
}
export interface CloseState {
  /** null: nobody asked for it. */
  requestedAt: Millis | null;
  eraseAt: Millis | null;
  /** Days between the request and the end. */
  coolingDays: number;
  obstacles: CloseObstacle[];
}

/** Actions of the cloud function `user`. At most 20 addresses. */
export interface UserActions extends KeptActions {
  me: { request: Record<string, never>; result: Me };
  /** The nickname is checked at once, the picture a little later; others see neither before that. */
  saveProfile: { request: Write & { nickname: string; avatar: ImageRef }; result: Me };
  /** `code` of <button open-type="getPhoneNumber">: good once, for five minutes. */
  bindPhone: { request: Write & { code: string }; result: Me };
  /** By hand; unverified. */
  savePhone: { request: Write & { phone: string }; result: Me };
  removePhone: { request: Write; result: Me };
  addresses: { request: Record<string, never>; result: { items: Address[] } };
  saveAddress: {
    request: Write & { address: PostalAddress & { addressId?: string; isDefault: boolean } };
    result: { items: Address[]; addressId: string };
  };
  removeAddress: { request: Write & { addressId: string }; result: { items: Address[] } };
  /** Reads one pasted text of at most 300 characters. Changes nothing and keeps nothing. */
  parseAddress: { request: { text: string }; result: ParsedAddress };
  /** Everything that is stored about the caller, as a JSON file: its cloud id, and until when it is there. */
  exportData: { request: Write; result: { fileId: ImageRef; url: string; expiresAt: Millis } };
  closing: { request: Record<string, never>; result: CloseState };
  /** Asks for the account to be deleted, after the cooling-off period. */
  close: { request: Write; result: CloseState };
  /** Until it is carried out. */
  keep: { request: Write; result: CloseState };
}
