/** What a data set is. `<name>/index.ts` exports one as `seed`; whatever loads it decides where documents and files go. */
export interface Seed {
  /** Who can be tried out, first one first. */
  identities: { openid: string; name: string; role: string }[];
  /** Files for the cloud storage; `file` is absolute. */
  files(): { cloudPath: string; file: string }[];
  /** Documents by collection. `now` is milliseconds since the epoch; `fileID` gives the `cloud://` id of one of the files. */
  documents(context: SeedContext): Record<string, { _id: string }[]>;
  /** What WeChat Pay took for the captured payments among them, so that they can be refunded. */
  payments(context: SeedContext): SeedPayment[];
}
export interface SeedPayment {
  outTradeNo: string;
  openid: string;
  /** The merchant number that it was taken for. */
  mchId: string;
  /** Fen. */
  totalFee: number;
  transactionId: string;
  body: string;
  paidAt: number;
}
export interface SeedContext {
  now: number;
  fileID(cloudPath: string): string;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
