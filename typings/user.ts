import type { KeptActions } from './find';
import type { ImageRef, PostalAddress, Write } from './common';

/** Roles of one shop. */
export type StaffRole = 'owner' | 'administrator' | 'operator' | 'customerService' | 'finance' | 'warehouse';

export interface Membership {
  shopId: string;
  shopName: string;
  logo: ImageRef;
  role: StaffRole;
}
export interface Me {
  nickname: string;
  avatar: ImageRef;
  memberships: Membership[];
  isOperator: boolean;
}
export interface Address extends PostalAddress {
  addressId: string;
  isDefault: boolean;
}

/** Actions of the cloud function `user`. At most 20 addresses. */
export interface UserActions extends KeptActions {
  me: { request: Record<string, never>; result: Me };
  saveProfile: { request: Write & { nickname: string; avatar: ImageRef }; result: Me };
  addresses: { request: Record<string, never>; result: { items: Address[] } };
  saveAddress: {
    request: Write & { address: PostalAddress & { addressId?: string; isDefault: boolean } };
    result: { items: Address[]; addressId: string };
  };
  removeAddress: { request: Write & { addressId: string }; result: { items: Address[] } };
}
