/** `wx.cloud.database()` of a mini program: the database's own actions, as far as the permission of the collection lets the user. */
import { CloudError } from '../cloud-error';
import type { Database, Document } from '../database';
import { canonicalText, parseDocument } from '../database/ejson';
import { factsOfDocument, factsOfQuery, valueAt } from './facts';
import type { Access, Permissions, Rules } from './permissions';
import { holds, type RuleWorld } from './rule-proof';

export type Parameters = Record<string, unknown>;

const MOST_DOCUMENTS = 20;
const WRITE_BYTES = 512 * 1024;
const READ_BYTES = 1024 * 1024;
const OWNER = '_openid';

/** More than a client may read at once. */
export class ResultTooLarge extends CloudError {
  constructor() {
    super('DATABASE_QUERY_SIZE_EXCEED_LIMIT', 'database query result size exceed limit (1MB)');
  }
}
interface Request {
  action: string;
  params: Parameters;
  collection: string;
  query: Document;
  openid: string;
  now: number;
}

export class ClientDatabase {
  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
  ) {}

  /** The reply's top-level fields, as from Database.handle. Rejects with a CloudError. */
  async handle(action: string, params: Parameters, openid: string): Promise<Record<string, unknown>> {
    const collection = params.collectionName;
    if (typeof collection !== 'string' || !Object.hasOwn(OPERATIONS, action) || params.transactionId !== undefined) throw denied();
    // A collection that is missing is told as such.
    if (!this.database.collections().includes(collection)) return this.database.handle(action, { collectionName: collection, queryType: 'WHERE' });
    refuseLargeWrite(params);
    const now = Date.now();
    const query = withUser(parseDocument(params.query, 'query', now), openid) as Document;
    const request = { action, params, collection, query, openid, now };
    const allowed = this.allowed(request, this.permissions.accessOf(collection));
    const reply = await this.database.handle(action, { ...allowed, collectionName: collection }).catch((error: unknown) => {
      // The document exists, and belongs to somebody else.
      if (isSet(request) && error instanceof CloudError && error.message.includes('E11000') && error.message.includes('index: _id_')) throw denied();
      throw error;
    });
    if (action === 'database.getDocument' && bytesOf((reply.data as { list: string[] }).list) > READ_BYTES) throw new ResultTooLarge();
    return reply;
  }

  /** The parameters with which the request may be carried out. Throws when it may not. */
  private allowed(request: Request, access: Access): Parameters {
    return 'rules' in access ? this.byRules(request, access.rules) : byPermission(request, access.permission);
  }

  private byRules(request: Request, rules: Rules): Parameters {
    const { params, query, openid, now } = request;
    const world = (data?: Document): RuleWorld => ({ openid, now, data, get: (collection, id) => this.documentOf(collection, id) });
    const queryHolds = (rule: Rules['read'], data?: Document) => {
      const cases = factsOfQuery(query);
      if (!cases?.every((facts) => holds(rule, facts, world(data)))) throw denied();
    };
    const newDocumentHolds = (document: Document) => {
      if (!holds(rules.create, factsOfDocument(document), world(document))) throw denied();
    };
    switch (OPERATIONS[request.action]) {
      case 'read':
        queryHolds(rules.read);
        return reading(params, query);
      case 'create': {
        const documents = newDocuments(params, openid, now);
        documents.forEach(newDocumentHolds);
        return { data: documents.map(canonicalText) };
      }
      case 'delete':
        queryHolds(rules.delete);
        return { ...params, query: canonicalText(query) };
      default:
        if (!isSet(request)) {
          queryHolds(rules.update, changesOf(params, now));
          return { ...params, query: canonicalText(query), upsert: false };
        }
        if (this.documentOf(request.collection, query._id)) queryHolds(rules.update, replacement(request));
        else newDocumentHolds(replacement(request));
        return { ...params, query: canonicalText(query), data: canonicalText(replacement(request)), multi: false };
    }
  }

  private documentOf(collection: string, id: unknown): Document | undefined {
    return this.database.collections().includes(collection) ? this.database.find(collection, { _id: id })[0] : undefined;
  }
}

const OPERATIONS: Record<string, 'read' | 'create' | 'update' | 'delete'> = {
  'database.getDocument': 'read',
  'database.calculateDocument': 'read',
  'database.insertDocument': 'create',
  'database.modifyDocument': 'update',
  'database.removeDocument': 'delete',
};

function byPermission(request: Request, permission: 'READONLY' | 'PRIVATE' | 'ADMINWRITE' | 'ADMINONLY'): Parameters {
  const { params, query, openid, now } = request;
  const own = () => canonicalText(mine(query, openid));
  const operation = OPERATIONS[request.action]!;
  if (permission === 'ADMINONLY' || (permission === 'ADMINWRITE' && operation !== 'read')) throw denied();
  if (operation === 'read') return reading(params, permission === 'PRIVATE' ? mine(query, openid) : query);
  if (operation === 'create') return { data: newDocuments(params, openid, now).map(canonicalText) };
  if (operation === 'delete') return { ...params, query: own() };
  if (isSet(request)) return { ...params, query: own(), data: canonicalText(replacement(request)), multi: false };
  changesOf(params, now);
  return { ...params, query: own(), upsert: false };
}

function denied(): CloudError {
  return new CloudError('DATABASE_PERMISSION_DENIED', 'Permission denied');
}

function reading(params: Parameters, query: Document): Parameters {
  const { limit } = params;
  return { ...params, query: canonicalText(query), limit: typeof limit === 'number' ? Math.min(limit, MOST_DOCUMENTS) : MOST_DOCUMENTS };
}

/** The query, narrowed to what the user made. */
function mine(query: Document, openid: string): Document {
  return Object.hasOwn(query, OWNER) ? { $and: [query, { [OWNER]: openid }] } : { ...query, [OWNER]: openid };
}

function newDocuments({ data }: Parameters, openid: string, now: number): Document[] {
  if (!Array.isArray(data)) throw new CloudError('INVALID_PARAM', 'data must be an array');
  return data.map((text, index) => owned(parseDocument(text, `data[${index}]`, now), openid));
}

/** The owner is put in by the service and never by the client. */
function owned(document: Document, openid: string): Document {
  if (Object.hasOwn(document, OWNER)) throw denied();
  return { ...document, [OWNER]: openid };
}

/** doc(id).set(): of the document with this id, and of no other. */
function isSet({ action, params, query }: Pick<Request, 'action' | 'params' | 'query'>): boolean {
  if (action !== 'database.modifyDocument' || params.merge !== false) return false;
  if (Object.keys(query).length !== 1 || !['string', 'number'].includes(typeof query._id)) throw denied();
  return true;
}

function replacement({ params, openid, now }: Request): Document {
  return owned(parseDocument(params.data, 'data', now), openid);
}

/** The fields that an update sets. Throws when it touches the owner. */
function changesOf({ data }: Parameters, now: number): Document {
  const update = parseDocument(data, 'data', now);
  const changes: Document = {};
  for (const [operator, fields] of Object.entries(update)) {
    if (!operator.startsWith('$') || typeof fields !== 'object' || fields === null) throw new CloudError('INVALID_PARAM', 'data must hold update operators');
    for (const [path, value] of Object.entries(fields as Document)) {
      if (isOwner(path) || (operator === '$rename' && isOwner(value))) throw denied();
      if (operator === '$set') setAt(changes, path.split('.'), value);
    }
  }
  return changes;
}

function isOwner(path: unknown): boolean {
  return typeof path === 'string' && (path === OWNER || path.startsWith(`${OWNER}.`));
}

function setAt(target: Document, [first, ...rest]: string[], value: unknown): void {
  if (first === undefined) return;
  const before = valueAt(target, first);
  const inner: Document = typeof before === 'object' && before !== null ? (before as Document) : {};
  if (rest.length > 0) setAt(inner, rest, value);
  Object.defineProperty(target, first, { value: rest.length > 0 ? inner : value, enumerable: true, configurable: true, writable: true });
}

/** '{openid}' stands for the user wherever a query compares with it. */
function withUser(value: unknown, openid: string): unknown {
  if (value === '{openid}') return openid;
  if (Array.isArray(value)) return value.map((item) => withUser(item, openid));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withUser(item, openid)]));
}

function refuseLargeWrite({ data }: Parameters): void {
  const texts = (Array.isArray(data) ? data : [data]).filter((text): text is string => typeof text === 'string');
  if (bytesOf(texts) > WRITE_BYTES) throw new CloudError('DATABASE_REQUEST_FAILED', 'data exceed max size');
}

function bytesOf(texts: string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
