/** Points and lines on a sphere. An edge between two positions is the shorter great circle; a ring's inside is the smaller side. */

export type Position = [longitude: number, latitude: number];
type Vector = [x: number, y: number, z: number];

export const earthRadius = 6378100;
/** Radians, about six millimetres: closer than this is the same place. */
const touching = 1e-9;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres along the great circle. */
export function distance(a: Position, b: Position): number {
  const latitude = Math.sin(radians(b[1] - a[1]) / 2) ** 2;
  const longitude = Math.sin(radians(b[0] - a[0]) / 2) ** 2;
  const haversine = latitude + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * longitude;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

function vectorOf([longitude, latitude]: Position): Vector {
  const [l, b] = [radians(longitude), radians(latitude)];
  return [Math.cos(b) * Math.cos(l), Math.cos(b) * Math.sin(l), Math.sin(b)];
}
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const plus = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const length = (a: Vector): number => Math.sqrt(dot(a, a));
const unit = (a: Vector): Vector => a.map((part) => part / (length(a) || 1)) as Vector;
const same = (a: Vector, b: Vector): boolean => length([a[0] - b[0], a[1] - b[1], a[2] - b[2]]) < touching;

export class Arc {
  private readonly a: Vector;
  private readonly b: Vector;
  private readonly normal: Vector;

  constructor(from: Position, to: Position) {
    this.a = vectorOf(from);
    this.b = vectorOf(to);
    this.normal = cross(this.a, this.b);
  }
  static between(a: Vector, b: Vector): Arc {
    const arc = Object.create(Arc.prototype) as { a: Vector; b: Vector; normal: Vector };
    return Object.assign(arc, { a, b, normal: cross(a, b) }) as unknown as Arc;
  }

  holds(position: Position): boolean {
    return this.touches(vectorOf(position));
  }
  private touches(p: Vector): boolean {
    if (same(p, this.a) || same(p, this.b)) return true;
    const size = length(this.normal);
    if (size < touching || Math.abs(dot(p, this.normal)) > touching * size) return false;
    return dot(cross(this.a, p), this.normal) > 0 && dot(cross(p, this.b), this.normal) > 0;
  }

  /** In a point that is inside of both. */
  crosses(other: Arc): boolean {
    const [a, b] = [dot(other.normal, this.a), dot(other.normal, this.b)];
    const [c, d] = [dot(this.normal, other.a), dot(this.normal, other.b)];
    if (a > 0 === b > 0 || c > 0 === d > 0) return false;
    // The great circles meet in two points: both arcs have to go through the same one.
    const meeting = cross(this.normal, other.normal);
    return dot(meeting, plus(this.a, this.b)) > 0 === dot(meeting, plus(other.a, other.b)) > 0;
  }
  meets(other: Arc): boolean {
    return this.crosses(other) || this.touches(other.a) || this.touches(other.b) || other.touches(this.a) || other.touches(this.b);
  }
  get middle(): Position {
    const [x, y, z] = plus(this.a, this.b);
    return [(Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI];
  }
}

export function arcsOf(line: Position[]): Arc[] {
  return line.slice(1).map((end, i) => new Arc(line[i]!, end));
}

export class Ring {
  readonly arcs: Arc[];
  private readonly outside: Vector;

  constructor(line: Position[]) {
    this.arcs = arcsOf(line);
    const sum = line.map(vectorOf).reduce(plus, [0, 0, 0]);
    // Opposite of the middle; a little aside, so that no line from there runs through a corner by rule.
    this.outside = unit(plus(unit(sum).map((part) => -part) as Vector, [0.0123, 0.0071, 0.0037]));
  }
  borders(position: Position): boolean {
    return this.arcs.some((arc) => arc.holds(position));
  }
  /** Its line belongs to it. */
  holds(position: Position): boolean {
    if (this.borders(position)) return true;
    const way = Arc.between(vectorOf(position), this.outside);
    return this.arcs.filter((arc) => arc.crosses(way)).length % 2 === 1;
  }
}
