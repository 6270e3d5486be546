import type { CollectionDeclaration } from '../../../emulator/cloud/database';

export const collections: CollectionDeclaration[] = [
  { name: 'notes', indexes: [{ name: 'writer', keys: [['writer', 1], ['n', 1]] }] },
  { name: 'codes', indexes: [{ name: 'code', keys: [['code', 1]], unique: true }] },
  ...['counters', 'accounts', 'transfers', 'switches'].map((name) => ({ name })),
];
