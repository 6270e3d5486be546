/** Values of the database that JSON does not have, and how they travel: extended JSON, as the service reads and writes it. */

/** The service's own time, `offset` ms later. */
export class ServerDate {
  constructor(readonly offset: number) {}
}
/** db.RegExp({regexp, options}). */
export class DatabaseRegExp {
  constructor(
    readonly regexp: string,
    readonly options: string,
  ) {}
}

type Position = [longitude: number, latitude: number];
export class GeoPoint {
  readonly type = 'Point';
  constructor(
    readonly longitude: number,
    readonly latitude: number,
  ) {
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) throw new Error('longitude must be within ±180 and latitude within ±90');
  }
  get coordinates(): Position {
    return [this.longitude, this.latitude];
  }
}
/** The other shapes of GeoJSON; `parts` are points, lines or polygons. */
export class GeoShape {
  constructor(
    readonly type: 'LineString' | 'Polygon' | 'MultiPoint' | 'MultiLineString' | 'MultiPolygon',
    readonly parts: { coordinates: unknown }[],
  ) {}
  get coordinates(): unknown[] {
    return this.parts.map(({ coordinates }) => coordinates);
  }
}

export const Geo = {
  Point: GeoPoint,
  LineString: class extends GeoShape {
    constructor(points: GeoPoint[]) {
      super('LineString', points);
    }
  },
  Polygon: class extends GeoShape {
    constructor(lines: GeoShape[]) {
      super('Polygon', lines);
    }
  },
  MultiPoint: class extends GeoShape {
    constructor(points: GeoPoint[]) {
      super('MultiPoint', points);
    }
  },
  MultiLineString: class extends GeoShape {
    constructor(lines: GeoShape[]) {
      super('MultiLineString', lines);
    }
  },
  MultiPolygon: class extends GeoShape {
    constructor(polygons: GeoShape[]) {
      super('MultiPolygon', polygons);
    }
  },
};

/** To what JSON can hold. undefined fields are left out. Throws for a circle. */
export function encodeValue(value: unknown, outer: object[] = []): unknown {
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return { $numberDouble: Object.is(value, -0) ? '-0.0' : String(value) };
  if (typeof value === 'bigint') return { $numberLong: String(value) };
  if (typeof value !== 'object' || value === null) return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
  const special = encodeSpecial(value);
  if (special !== undefined) return special;
  if (outer.includes(value)) throw new Error('-402001 circular reference found in the data');
  const inner = [...outer, value];
  if (Array.isArray(value)) return value.map((item) => encodeValue(item, inner) ?? null);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, encodeValue(item, inner)]));
}

function encodeSpecial(value: object): unknown {
  if (value instanceof Date) return { $date: { $numberLong: String(value.getTime()) } };
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags.replace(/[^imsx]/g, '') } };
  if (value instanceof DatabaseRegExp) return { $regularExpression: { pattern: value.regexp, options: value.options } };
  if (value instanceof ServerDate) return { $tcb_server_date: { offset: value.offset } };
  if (value instanceof GeoPoint || value instanceof GeoShape) return { type: value.type, coordinates: value.coordinates };
  return undefined;
}

/** From extended JSON. */
export function decodeValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(decodeValue);
  const object = value as Record<string, unknown>;
  const keys = Object.keys(object);
  const special = keys[0]?.startsWith('$') ? decodeSpecial(keys[0], object[keys[0]]) : undefined;
  if (special !== undefined) return special;
  const decoded = Object.fromEntries(Object.entries(object).map(([name, item]) => [name, decodeValue(item)]));
  return keys.length === 2 && typeof object.type === 'string' && Array.isArray(object.coordinates) ? (geoOf(object.type, decoded.coordinates as unknown[]) ?? decoded) : decoded;
}

function decodeSpecial(key: string, value: unknown): unknown {
  switch (key) {
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble':
    case '$numberDecimal':
      return Number(value);
    case '$date':
      return new Date(typeof value === 'object' && value !== null ? Number((value as { $numberLong?: string }).$numberLong) : (value as string));
    case '$oid':
      return value;
    case '$regularExpression': {
      const { pattern, options } = value as { pattern: string; options: string };
      return new RegExp(pattern, options.replace(/[^ims]/g, ''));
    }
    case '$undefined':
      return null;
    default:
      return undefined;
  }
}

function geoOf(type: string, coordinates: unknown[]): unknown {
  const points = (list: unknown[]) => (list as Position[]).map(([longitude, latitude]) => new GeoPoint(longitude, latitude));
  const lines = (list: unknown[]) => (list as unknown[][]).map((line) => new Geo.LineString(points(line)));
  switch (type) {
    case 'Point':
      return points([coordinates])[0];
    case 'LineString':
      return new Geo.LineString(points(coordinates));
    case 'MultiPoint':
      return new Geo.MultiPoint(points(coordinates));
    case 'Polygon':
      return new Geo.Polygon(lines(coordinates));
    case 'MultiLineString':
      return new Geo.MultiLineString(lines(coordinates));
    case 'MultiPolygon':
      return new Geo.MultiPolygon((coordinates as unknown[][]).map((polygon) => new Geo.Polygon(lines(polygon))));
    default:
      return undefined;
  }
}
