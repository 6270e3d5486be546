/** Geographic operators over GeoJSON, on a sphere. */
import { breakRule } from './failures';
import type { Document, Value } from './types';
import { Arc, arcsOf, distance, earthRadius, type Position, Ring } from './sphere';
import { isDocument, shown } from './values';

export { distance };

function isPair(value: Value): value is Position {
  return Array.isArray(value) && value.length >= 2 && typeof value[0] === 'number' && typeof value[1] === 'number';
}
/** A GeoJSON point or a pair of coordinates; null for anything else. */
export function pointOf(value: Value): Position | null {
  if (isDocument(value) && value.type === 'Point' && isPair(value.coordinates)) return value.coordinates;
  return null;
}

/** A shape taken apart: MongoDB's geometries are points, lines and polygons, one or many of them. */
interface Shape {
  points: Position[];
  lines: Position[][];
  polygons: Polygon[];
}
class Polygon {
  readonly rings: Ring[];
  constructor(readonly lines: Position[][]) {
    this.rings = lines.map((line) => new Ring(line));
  }
  holds(point: Position): boolean {
    const [shell, ...holes] = this.rings;
    return shell!.holds(point) && !holes.some((hole) => hole.holds(point) && !hole.borders(point));
  }
  get arcs(): Arc[] {
    return this.rings.flatMap(({ arcs }) => arcs);
  }
  /** The whole of a line. */
  holdsLine(line: Position[]): boolean {
    const own = this.arcs;
    return line.every((point) => this.holds(point)) && arcsOf(line).every((arc) => this.holds(arc.middle) && !own.some((border) => border.crosses(arc)));
  }
  holdsPolygon(other: Polygon): boolean {
    const holes = this.lines.slice(1);
    return this.holdsLine(other.lines[0]!) && !holes.some((hole) => other.holds(hole[0]!) && !other.rings[0]!.borders(hole[0]!));
  }
}

function shapeOf({ type, coordinates }: Document): Shape {
  const shape: Shape = { points: [], lines: [], polygons: [] };
  const many = String(type).startsWith('Multi');
  const parts = (many ? coordinates : [coordinates]) as Value[];
  if (String(type).endsWith('Point')) shape.points = parts as Position[];
  else if (String(type).endsWith('LineString')) shape.lines = parts as Position[][];
  else shape.polygons = (parts as Position[][][]).map((lines) => new Polygon(lines));
  return shape;
}

function within({ points, lines, polygons }: Shape, { polygons: areas }: Shape): boolean {
  return (
    points.every((point) => areas.some((area) => area.holds(point))) &&
    lines.every((line) => areas.some((area) => area.holdsLine(line))) &&
    polygons.every((polygon) => areas.some((area) => area.holdsPolygon(polygon)))
  );
}

const cornersOf = ({ points, lines, polygons }: Shape): Position[] => [...points, ...lines.flat(), ...polygons.flatMap((polygon) => polygon.lines.flat())];
const arcsOfShape = ({ lines, polygons }: Shape): Arc[] => [...lines.flatMap(arcsOf), ...polygons.flatMap(({ arcs }) => arcs)];

function intersects(a: Shape, b: Shape): boolean {
  const holds = (x: Shape, y: Shape): boolean => cornersOf(y).some((point) => x.polygons.some((polygon) => polygon.holds(point)));
  const touches = (points: Position[], arcs: Arc[]): boolean => points.some((point) => arcs.some((arc) => arc.holds(point)));
  if (holds(a, b) || holds(b, a)) return true;
  const [arcsA, arcsB] = [arcsOfShape(a), arcsOfShape(b)];
  if (arcsA.some((arc) => arcsB.some((other) => arc.meets(other)))) return true;
  if (touches(a.points, arcsB) || touches(b.points, arcsA)) return true;
  return a.points.some((p) => b.points.some((q) => new Arc(p, p).holds(q)));
}

const geometryTypes = new Set(['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon']);
const isGeometry = (value: Value): value is Document => isDocument(value) && geometryTypes.has(String(value.type)) && isShaped(value);

/** Coordinates nested as deep as the type wants them. */
function isShaped({ type, coordinates }: Document): boolean {
  const depth = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }[String(type)]!;
  const nested = (value: Value, levels: number): boolean =>
    levels === 0 ? isPair(value) && isInWorld(value) : Array.isArray(value) && value.length > 0 && (value as Value[]).every((part) => nested(part, levels - 1));
  return nested(coordinates, depth);
}
const isInWorld = ([longitude, latitude]: Position): boolean => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;

function geometryOf(value: Value, operator: string): Shape {
  return isGeometry(value) ? shapeOf(value) : breakRule(`${operator} needs a GeoJSON $geometry with valid coordinates, given ${shown(value)}`);
}

export interface Near {
  center: Position;
  /** Metres. */
  min: number;
  max: number;
}
export function nearOf(operand: Value, condition: Document = {}): Near {
  const options = isDocument(operand) && '$geometry' in operand ? operand : { ...condition, $geometry: operand };
  const center = pointOf(options.$geometry) ?? (isPair(options.$geometry) ? options.$geometry : null);
  if (!center) return breakRule('$near requires a point, given ' + JSON.stringify(operand));
  if (!isInWorld(center)) return breakRule(`longitude/latitude is out of bounds, lng: ${center[0]} lat: ${center[1]}`);
  const limit = (name: string, fallback: number): number => {
    const value = options[name];
    if (value === undefined) return fallback;
    return typeof value === 'number' && value >= 0 ? value : breakRule(`${name} must be non-negative`);
  };
  return { center, min: limit('$minDistance', 0), max: limit('$maxDistance', Infinity) };
}

const near = (operand: Value, condition: Document) => {
  const { center, min, max } = nearOf(operand, condition);
  return (value: Value): boolean => {
    const point = pointOf(value);
    if (!point) return false;
    const metres = distance(center, point);
    return metres >= min && metres <= max;
  };
};
const anyValue = () => (): boolean => true;

/** Query operators by name: operand (and the whole condition) in, test of one value out. */
export const geoPredicates: Record<string, (operand: Value, condition: Document) => (value: Value) => boolean> = {
  $nearSphere: near,
  $near: near,
  // Read by $near itself.
  $maxDistance: anyValue,
  $minDistance: anyValue,
  $geoWithin(operand) {
    if (!isDocument(operand)) return breakRule('$geoWithin needs an object');
    if ('$centerSphere' in operand) {
      const [center, radius] = Array.isArray(operand.$centerSphere) ? (operand.$centerSphere as Value[]) : [];
      if (!isPair(center) || !isInWorld(center) || typeof radius !== 'number' || !(radius >= 0)) return breakRule('$centerSphere needs [[longitude, latitude], radians]');
      return (value) => {
        const point = pointOf(value);
        return point !== null && distance(center, point) / earthRadius <= radius;
      };
    }
    const area = geometryOf(operand.$geometry, '$geoWithin');
    if (area.polygons.length === 0) return breakRule(`$geoWithin not supported with provided geometry: ${shown(operand.$geometry)}`);
    return (value) => isGeometry(value) && within(shapeOf(value), area);
  },
  $geoIntersects(operand) {
    const geometry = geometryOf(isDocument(operand) ? operand.$geometry : operand, '$geoIntersects');
    return (value) => isGeometry(value) && intersects(shapeOf(value), geometry);
  },
};

/** For `find` without an order: the distance by which the results of a $near query are sorted; null if there is none. */
export function nearDistance(query: Document): ((read: (path: string) => Value) => number) | null {
  for (const path of Object.keys(query)) {
    const condition = query[path];
    if (path === '$and' && Array.isArray(condition)) {
      for (const branch of condition) {
        const found = isDocument(branch) ? nearDistance(branch) : null;
        if (found) return found;
      }
    }
    if (!isDocument(condition) || !('$nearSphere' in condition || '$near' in condition)) continue;
    const { center } = nearOf(condition.$nearSphere ?? condition.$near, condition);
    return (read) => {
      const point = pointOf(read(path));
      return point ? distance(center, point) : Infinity;
    };
  }
  return null;
}
