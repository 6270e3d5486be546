/** wx.cloud.database(): the shop's collections as far as their permissions let the user of the phone. */
import { command } from './cloud-database/command';
import { type Ask, CollectionReference, type Conclude } from './cloud-database/references';
import { DatabaseRegExp, Geo, ServerDate } from './cloud-database/values';

export function createDatabase(ask: Ask, conclude: Conclude, { throwOnNotFound = true }: { throwOnNotFound?: boolean } = {}) {
  const settings = { ask, conclude, throwOnNotFound };
  return {
    command,
    Geo,
    RegExp: ({ regexp, options = '' }: { regexp: string; options?: string }) => new DatabaseRegExp(regexp, options),
    serverDate: ({ offset = 0 }: { offset?: number } = {}) => new ServerDate(offset),
    collection(name: string) {
      if (typeof name !== 'string' || name === '') throw new Error('collection needs a name');
      return new CollectionReference(settings, name);
    },
    startTransaction: onServerOnly,
    runTransaction: onServerOnly,
  };
}

function onServerOnly(): never {
  throw new Error('transactions exist on the server only: use a cloud function');
}
