/** The tables of the SQLite file. */

/** 'xdb1': says that the file is ours. */
export const applicationId = 0x78646231;
export const layoutVersion = 3;

/**
 * `state` says how many rows there are and what their checksums add up to: pages of different age, or some that are missing, do not go
 * unnoticed. It is kept by the file itself, in the commit of each change. `commits` counts these.
 */
const sum = (change: string): string => `UPDATE state SET digest = (digest ${change}) & 0xffffffff`;
const triggersOf = (table: string): string[] => [
  `CREATE TRIGGER ${table}_come AFTER INSERT ON ${table} BEGIN ${sum('+ new.checksum')}, rows = rows + 1; END`,
  `CREATE TRIGGER ${table}_change AFTER UPDATE ON ${table} BEGIN ${sum('+ new.checksum - old.checksum')}; END`,
  `CREATE TRIGGER ${table}_go AFTER DELETE ON ${table} BEGIN ${sum('- old.checksum')}, rows = rows - 1; END`,
];
export const layout = [
  'CREATE TABLE collections (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, declaration TEXT NOT NULL, checksum INTEGER NOT NULL)',
  'CREATE TABLE documents (ordinal INTEGER PRIMARY KEY, collection INTEGER NOT NULL, text TEXT NOT NULL, checksum INTEGER NOT NULL)',
  'CREATE TABLE state (rows INTEGER NOT NULL, digest INTEGER NOT NULL, commits INTEGER NOT NULL DEFAULT 0)',
  ...triggersOf('collections'),
  ...triggersOf('documents'),
];
export const creation = `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${layoutVersion}; ${layout.join('; ')}; INSERT INTO state VALUES (0, 0, 0);`;

/** From the layout of that number to the next. */
export const upgrades: Record<number, string> = {
  2: 'ALTER TABLE state ADD COLUMN commits INTEGER NOT NULL DEFAULT 0; PRAGMA user_version = 3;',
};
