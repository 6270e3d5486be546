/** One collection, typed, with the SDK's traps closed. */
import { checkedCondition, command, database, isCommand, type Where } from './client';
import { isDuplicate, retrying } from './retry';

type Condition = Parameters<typeof checkedCondition>[0];
export type Order = [field: string, direction: 'asc' | 'desc'][];
/** true: only these fields (and `_id`); false: all but these. */
export type Fields = Record<string, boolean>;
export type Pipeline = ReturnType<ReturnType<typeof database.collection>['aggregate']>;

interface Found {
  data: unknown;
}
interface Changed {
  stats: { updated: number };
}

export class Collection<T extends { _id: string }> {
  constructor(readonly name: string) {}

  async get(id: string, fields?: Fields): Promise<T | null> {
    const document = this.reference.doc(id);
    const { data } = (await retrying(async () => (fields ? document.field(fields) : document).get())) as Found;
    return (data ?? null) as T | null;
  }

  /** In no order; ids that do not exist are left out. */
  async getMany(ids: readonly string[], fields?: Fields): Promise<T[]> {
    const distinct = [...new Set(ids)];
    if (distinct.length === 0) return [];
    if (distinct.length === 1) {
      const one = await this.get(distinct[0]!, fields);
      return one ? [one] : [];
    }
    return this.find({ _id: command.in(distinct) }, { limit: Math.min(distinct.length, 1000), fields });
  }

  async find(where: Condition, options: { limit: number; order?: Order; fields?: Fields }): Promise<T[]> {
    let query = this.reference.where(checkedCondition(where)).limit(options.limit);
    for (const [field, direction] of options.order ?? []) query = query.orderBy(field, direction);
    if (options.fields) query = query.field(options.fields);
    const { data } = (await retrying(async () => query.get())) as Found;
    return data as T[];
  }

  /** The first documents of the whole collection; at most 1000. */
  async findFirst(order: Order, limit: number): Promise<T[]> {
    let query = this.reference.limit(limit);
    for (const [field, direction] of order) query = query.orderBy(field, direction);
    const { data } = (await retrying(async () => query.get())) as Found;
    return data as T[];
  }

  async count(where: Condition): Promise<number> {
    const { total } = (await retrying(async () => this.reference.where(checkedCondition(where)).count())) as { total: number };
    return total;
  }

  /** False, and nothing changed, when a document with this `_id` is there already. */
  async insert(document: T): Promise<boolean> {
    return this.add(document, document);
  }

  /** False when at least one `_id` was taken; on the real service the others may have been added all the same. */
  async insertAll(documents: T[]): Promise<boolean> {
    return this.add(documents, ...documents);
  }

  private async add(data: T | T[], ...documents: T[]): Promise<boolean> {
    for (const document of documents) refuseUndefined(document, this.name);
    try {
      await retrying(async () => this.reference.add({ data } as never));
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /**
   * The guarded update: changes the documents that match and says how many did. Atomic for each document.
   * A plain object replaces what was there (the SDK alone would merge it, and fail on a field that is null).
   */
  async update(where: Condition, change: Record<string, unknown>): Promise<number> {
    const data: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(change)) {
      refuseUndefined(value, `${this.name}.${path}`);
      const isPlain = value !== null && typeof value === 'object' && !Array.isArray(value) && !isCommand(value);
      data[path] = isPlain ? command.set(value) : value;
    }
    const { stats } = (await retrying(async () => this.reference.where(checkedCondition(where)).update({ data }))) as Changed;
    return stats.updated;
  }

  /** How many were removed. */
  async remove(where: Condition): Promise<number> {
    const { stats } = (await retrying(async () => this.reference.where(checkedCondition(where)).remove())) as { stats: { removed: number } };
    return stats.removed;
  }

  /** Say how many at most with a limit stage: without one the service returns a few only. */
  async aggregate<R>(build: (pipeline: Pipeline) => Pipeline): Promise<R[]> {
    const { list } = (await retrying(async () => build(this.reference.aggregate()).end())) as { list: R[] };
    return list;
  }

  private get reference() {
    return database.collection(this.name);
  }
}

/** JSON has no `undefined`: such a field would silently not be stored. */
function refuseUndefined(value: unknown, place: string): void {
  if (value === undefined) throw new TypeError(`${place} is undefined`);
  if (value === null || typeof value !== 'object' || isCommand(value)) return;
  for (const [key, inner] of Object.entries(value)) refuseUndefined(inner, `${place}.${key}`);
}

export type { Where };
