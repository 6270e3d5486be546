/** What is stored of users. See documents.ts for the conventions. */
import type { ImageRef, Millis, PostalAddress, ProfileCheck } from '../../typings';

export interface UserDoc {
  /** The openid. */
  _id: string;
  nickname: string;
  avatar: ImageRef;
  addresses: (PostalAddress & { addressId: string })[];
  defaultAddressId: string;
  /** Absent: saved before profiles were checked; shown as it was. */
  checks?: ProfileChecks;
  phone?: { number: string; countryCode: string; verified: boolean; boundAt: Millis } | null;
  /** Absent: nobody asked for the account to be deleted. */
  closing?: Closing | null;
  /** A file with everything about the user, and when it is taken away again. */
  exported?: { fileId: string; expiresAt: Millis } | null;
  recent: string[];
  updatedAt: Millis;
}

/** Of what others would see. Until WeChat has answered, it is asked again at `dueAt`; null: nothing is open. */
export interface ProfileChecks {
  nickname: ProfileCheck;
  avatar: ProfileCheck;
  /** Of the last question about the picture. */
  trace: string;
  dueAt: Millis | null;
  tries: number;
}
/** cooling: it can be taken back. erasing: it is being carried out, collection by collection (`left`), under the name that replaces the openid. */
export interface Closing {
  state: 'cooling' | 'erasing';
  requestedAt: Millis;
  eraseAt: Millis;
  anonym: string;
  left: string[];
}
/** That an account was deleted; says nothing of whose it was. `_id` is the name that replaced the openid. */
export interface ClosedAccountDoc {
  _id: string;
  closedAt: Millis;
}
