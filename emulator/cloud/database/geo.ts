/** Geographic operators over GeoJSON, on a sphere. */
import { breakRule } from './failures';
import type { Document, Value } from './types';
import { isDocument } from './values';

type Position = [longitude: number, latitude: number];
const earthRadius = 6378100;

function isPair(value: Value): value is Position {
  return Array.isArray(value) && value.length >= 2 && typeof value[0] === 'number' && typeof value[1] === 'number';
}
/** A GeoJSON point or a pair of coordinates; null for anything else. */
export function pointOf(value: Value): Position | null {
  if (isDocument(value) && value.type === 'Point' && isPair(value.coordinates)) return value.coordinates;
  return null;
}

/** Metres along the great circle. */
export function distance(a: Position, b: Position): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const latitude = Math.sin(radians(b[1] - a[1]) / 2) ** 2;
  const longitude = Math.sin(radians(b[0] - a[0]) / 2) ** 2;
  const haversine = latitude + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * longitude;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** Every position in a geometry's coordinates, at whatever depth. */
function positionsOf(coordinates: Value): Position[] {
  if (isPair(coordinates)) return [coordinates];
  return Array.isArray(coordinates) ? coordinates.flatMap(positionsOf) : [];
}
function polygonsOf(geometry: Document): Position[][][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates as Position[][]];
  return geometry.type === 'MultiPolygon' ? (geometry.coordinates as Position[][][]) : [];
}
function linesOf(geometry: Document): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates as Position[]];
  if (geometry.type === 'MultiLineString') return geometry.coordinates as Position[][];
  return polygonsOf(geometry).flat();
}

function onSegment(point: Position, a: Position, b: Position): boolean {
  const cross = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
  if (Math.abs(cross) > 1e-12) return false;
  const within = (value: number, from: number, to: number): boolean => value >= Math.min(from, to) && value <= Math.max(from, to);
  return within(point[0], a[0], b[0]) && within(point[1], a[1], b[1]);
}
function segmentsOfLine(line: Position[]): [Position, Position][] {
  return line.slice(1).map((end, i) => [line[i]!, end]);
}
function inRing(point: Position, ring: Position[]): boolean {
  let inside = false;
  for (const [a, b] of segmentsOfLine(ring)) {
    if (onSegment(point, a, b)) return true;
    if (a[1] > point[1] !== b[1] > point[1] && point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) {
      inside = !inside;
    }
  }
  return inside;
}
function inPolygon(point: Position, [shell, ...holes]: Position[][]): boolean {
  return shell !== undefined && inRing(point, shell) && !holes.some((hole) => inRing(point, hole));
}
function contains(geometry: Document, point: Position): boolean {
  return polygonsOf(geometry).some((polygon) => inPolygon(point, polygon));
}

function segmentsCross([a, b]: [Position, Position], [c, d]: [Position, Position]): boolean {
  const side = (p: Position, q: Position, r: Position): number => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) return true;
  return onSegment(a, c, d) || onSegment(b, c, d) || onSegment(c, a, b) || onSegment(d, a, b);
}
function intersects(a: Document, b: Document): boolean {
  const [pointsA, pointsB] = [positionsOf(a.coordinates), positionsOf(b.coordinates)];
  if (pointsA.some((point) => contains(b, point)) || pointsB.some((point) => contains(a, point))) return true;
  const [edgesA, edgesB] = [linesOf(a).flatMap(segmentsOfLine), linesOf(b).flatMap(segmentsOfLine)];
  if (edgesA.some((edge) => edgesB.some((other) => segmentsCross(edge, other)))) return true;
  const touches = (points: Position[], edges: [Position, Position][]): boolean =>
    points.some((point) => edges.some(([from, to]) => onSegment(point, from, to)));
  if (touches(pointsA, edgesB) || touches(pointsB, edgesA)) return true;
  return pointsA.some((p) => pointsB.some((q) => p[0] === q[0] && p[1] === q[1]));
}

const geometryTypes = new Set(['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon']);
function geometryOf(value: Value, operator: string): Document {
  if (!isDocument(value) || !geometryTypes.has(String(value.type)) || !Array.isArray(value.coordinates)) {
    return breakRule(`${operator} needs a GeoJSON $geometry`);
  }
  return value;
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
  const limit = (value: Value, fallback: number): number => (typeof value === 'number' ? value : fallback);
  return { center, min: limit(options.$minDistance, 0), max: limit(options.$maxDistance, Infinity) };
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
      if (!isPair(center) || typeof radius !== 'number') return breakRule('$centerSphere needs [[longitude, latitude], radians]');
      return (value) => {
        const point = pointOf(value);
        return point !== null && distance(center, point) / earthRadius <= radius;
      };
    }
    const geometry = geometryOf(operand.$geometry, '$geoWithin');
    return (value) => {
      const points = isDocument(value) && geometryTypes.has(String(value.type)) ? positionsOf(value.coordinates) : [];
      return points.length > 0 && points.every((point) => contains(geometry, point));
    };
  },
  $geoIntersects(operand) {
    const geometry = geometryOf(isDocument(operand) ? operand.$geometry : operand, '$geoIntersects');
    return (value) => isDocument(value) && geometryTypes.has(String(value.type)) && intersects(value, geometry);
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
