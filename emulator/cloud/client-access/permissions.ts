/** Who may reach what from a mini program: the declared permission or security rules of each collection, and of the storage. */
import { EmulatorError } from '../../errors';
import { isRecord } from '../../json';
import type { CollectionDeclaration } from '../database';
import { type Expression, parseRule, RuleMistake } from './rule-expression';

export type Permission = NonNullable<CollectionDeclaration['permission']>;
/** CUSTOM in the service's own words. A rule that is missing is false. */
export interface Rules {
  read: Expression;
  create: Expression;
  update: Expression;
  delete: Expression;
}
export type Access = { permission: Permission } | { rules: Rules };

const PERMISSIONS: Permission[] = ['READONLY', 'PRIVATE', 'ADMINWRITE', 'ADMINONLY'];
/** What the service gives a new collection, and the storage. */
const NEW_COLLECTION: Access = { permission: 'PRIVATE' };
const NEW_STORAGE: Permission = 'READONLY';
const CLOSED: Access = { permission: 'ADMINONLY' };
const RULE_NAMES = ['read', 'write', 'create', 'update', 'delete'];

export class Permissions {
  private collections = new Map<string, Access>();
  storage: Permission = NEW_STORAGE;

  accessOf(collection: string): Access {
    return this.collections.get(collection) ?? NEW_COLLECTION;
  }

  /** `storage`: what the module exports under this name. Throws an EmulatorError for the first mistake; what it stands at is closed then. */
  declare(declarations: CollectionDeclaration[], storage: unknown, file: string): void {
    let mistake: unknown = null;
    const guarded = <T>(read: () => T, closed: T): T => {
      try {
        return read();
      } catch (error) {
        mistake ??= error;
        return closed;
      }
    };
    this.collections = new Map(declarations.map((declaration) => [declaration.name, guarded(() => accessOf(declaration, file), CLOSED)]));
    this.storage = guarded(() => storagePermission(storage, file), 'ADMINONLY');
    if (mistake !== null) throw mistake;
  }
}

function accessOf({ name, permission, rules }: CollectionDeclaration, file: string): Access {
  const wrong = (what: string, mend: string) => new EmulatorError(`${file}: the collection ${name} ${what}. Clients cannot reach it.`, mend);
  if (rules !== undefined) {
    if (permission !== undefined) throw wrong('has both rules and a permission', 'Leave one of them out.');
    return { rules: readRules(rules, wrong) };
  }
  if (permission === undefined) return NEW_COLLECTION;
  if (!PERMISSIONS.includes(permission)) throw wrong(`has the unknown permission ${JSON.stringify(permission)}`, `Use one of ${PERMISSIONS.join(', ')}, or rules.`);
  return { permission };
}

function readRules(rules: unknown, wrong: (what: string, mend: string) => EmulatorError): Rules {
  const mend = 'E.g. { read: true, write: "doc._openid == auth.openid" }.';
  if (!isRecord(rules)) throw wrong('has rules that are no object', mend);
  const strange = Object.keys(rules).find((name) => !RULE_NAMES.includes(name));
  if (strange !== undefined) throw wrong(`has a rule "${strange}"`, `There are ${RULE_NAMES.join(', ')}.`);
  const read = (name: string): Expression => {
    const rule = rules[name] ?? false;
    if (typeof rule === 'boolean') return { kind: 'literal', value: rule };
    if (typeof rule !== 'string') throw wrong(`has a rule "${name}" that is neither an expression nor true or false`, mend);
    try {
      return parseRule(rule);
    } catch (error) {
      if (error instanceof RuleMistake) throw wrong(`has a rule "${name}" that cannot be read: ${error.message}`, mend);
      throw error;
    }
  };
  const write = read('write');
  const orWrite = (name: string) => (rules[name] === undefined ? write : read(name));
  return { read: read('read'), create: orWrite('create'), update: orWrite('update'), delete: orWrite('delete') };
}

function storagePermission(storage: unknown, file: string): Permission {
  if (storage === undefined) return NEW_STORAGE;
  const permission = isRecord(storage) ? storage.permission : undefined;
  const known = PERMISSIONS.find((name) => name === permission);
  if (known) return known;
  throw new EmulatorError(`${file}: "storage" must be {permission}, one of ${PERMISSIONS.join(', ')}. Clients cannot reach the storage.`, 'Leave it out for READONLY: all read, who uploaded a file may change it.');
}
