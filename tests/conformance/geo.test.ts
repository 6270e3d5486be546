/** Geographic values and queries. Coordinates are longitude and latitude, distances metres on a sphere. */
import { _, db, failure, fresh, list, type Loose, one, queries, useService } from './support/service';

useService();

const { Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon } = db.Geo;
const at = (longitude: number, latitude: number): Loose => Point(longitude, latitude);
const line = (...points: [number, number][]): Loose => LineString(points.map(([x, y]) => at(x, y)));
const ring = (...points: [number, number][]): Loose => line(...points, points[0]!);
const box = (west: number, south: number, east: number, north: number): Loose => ring([west, south], [east, south], [east, north], [west, north]);
const square = (west: number, south: number, east: number, north: number, ...holes: Loose[]): Loose => Polygon([box(west, south, east, north), ...holes]);

describe('geographic values come back as they went in', () => {
  test.each<[string, Loose]>([
    ['Point', at(113.3, 23.1)],
    ['LineString', line([0, 0], [1, 1])],
    ['Polygon', square(0, 0, 1, 1)],
    ['Polygon with a hole', square(0, 0, 9, 9, box(1, 1, 2, 2))],
    ['MultiPoint', MultiPoint([at(0, 0), at(1, 1)])],
    ['MultiLineString', MultiLineString([line([0, 0], [1, 1]), line([2, 2], [3, 3])])],
    ['MultiPolygon', MultiPolygon([square(0, 0, 1, 1), square(5, 5, 6, 6)])],
  ])('%s', async (_name, shape) => {
    const collection = await fresh([{ shape }]);
    expect((await one(collection)).shape).toEqual(shape);
  });
  test.each<[string, () => unknown]>([
    ['a latitude beyond the pole', () => at(0, 91)],
    ['a longitude beyond the date line', () => at(181, 0)],
    ['a ring that is not closed', () => Polygon([line([0, 0], [1, 0], [1, 1])])],
  ])('the SDK refuses %s', async (_name, make) => {
    expect(await failure(make)).toBeInstanceOf(Error);
  });
});

describe('_.geoNear', () => {
  let collection: string;
  beforeAll(async () => {
    collection = await fresh([{ at: at(113.4, 23.1), open: true }, { at: at(113.3, 23.1) }, { at: at(116.4, 39.9), open: true }, {}, { at: at(113.31, 23.1) }]);
  });
  const ids = async (condition: object, more: object = {}): Promise<string> => (await list(db.collection(collection).where({ at: _.geoNear(condition), ...more }))).map(({ _id }) => _id).join('');
  const here = at(113.3, 23.1);
  test.each<[string, object, object, string]>([
    ['the nearest first; without a place not at all', { geometry: here }, {}, '1402'],
    ['maxDistance', { geometry: here, maxDistance: 2000 }, {}, '14'],
    ['minDistance', { geometry: here, minDistance: 2000 }, {}, '02'],
    ['both', { geometry: here, minDistance: 500, maxDistance: 20_000 }, {}, '40'],
    ['with another condition', { geometry: here }, { open: true }, '02'],
    ['the distance itself is within', { geometry: here, maxDistance: 0 }, {}, '1'],
  ])('%s', async (_name, condition, more, expected) => {
    expect(await ids(condition, more)).toBe(expected);
  });
  test('with limit and skip', async () => {
    const found = await list(db.collection(collection).where({ at: _.geoNear({ geometry: here }) }).skip(1).limit(2));
    expect(found.map(({ _id }) => _id)).toEqual(['4', '0']);
  });
  test('orderBy goes before the distance', async () => {
    const found = await list(db.collection(collection).where({ at: _.geoNear({ geometry: here }) }).orderBy('_id', 'desc'));
    expect(found.map(({ _id }) => _id)).toEqual(['4', '2', '1', '0']);
  });
});

const places = [
  { s: at(0.5, 0.5) },
  { s: at(5, 5) },
  { s: line([0.2, 0.2], [0.8, 0.8]) },
  { s: line([0.5, 0.5], [5, 5]) },
  { s: square(0.2, 0.2, 0.4, 0.4) },
  { s: square(-1, -1, 3, 3) },
  { s: MultiPoint([at(0.1, 0.1), at(0.9, 0.9)]) },
  { s: MultiPoint([at(0.1, 0.1), at(7, 7)]) },
  { s: line([-1, 0.5], [2, 0.5]) },
  { s: MultiPolygon([square(0.1, 0.1, 0.2, 0.2), square(8, 8, 9, 9)]) },
  { s: MultiLineString([line([7, 7], [8, 8]), line([0.3, -1], [0.3, 2])]) },
  {},
  { s: 'text' },
  { s: { type: 'Point', coordinates: [0.6, 0.6] } },
];
queries('_.geoWithin', places, [
  ['a square', { s: _.geoWithin({ geometry: square(0, 0, 1, 1) }) }, [0, 2, 4, 6, 13], 'the whole of it has to be inside'],
  ['a square with a hole', { s: _.geoWithin({ geometry: square(0, 0, 1, 1, box(0.45, 0.45, 0.55, 0.55)) }) }, [4, 6, 13], 'a line through the hole is not inside'],
  ['several squares', { s: _.geoWithin({ geometry: MultiPolygon([square(0.45, 0.45, 0.55, 0.55), square(4, 4, 6, 6)]) }) }, [0, 1]],
  ['a circle in radians', { s: _.geoWithin({ centerSphere: [at(0.5, 0.5), 0.001] }) }, [0]],
  ['a circle by coordinates', { s: _.geoWithin({ centerSphere: [[0.5, 0.5], 0.005] }) }, [0, 13], 'shapes that are no points are in no circle'],
  ['a far square', { s: _.geoWithin({ geometry: square(50, 50, 51, 51) }) }, []],
]);
queries('_.geoIntersects', places, [
  ['a square', { s: _.geoIntersects({ geometry: square(0, 0, 1, 1) }) }, [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13], 'a part of it suffices, also what is around the square'],
  ['a point', { s: _.geoIntersects({ geometry: at(0.5, 0.5) }) }, [0, 3, 5], 'great circles between other points run some decimetres beside it'],
  ['a line that crosses', { s: _.geoIntersects({ geometry: line([0.3, 0.31], [0.31, 0.3]) }) }, [2, 4, 5, 10]],
  ['a square in a hole', { s: _.geoIntersects({ geometry: square(0.5, 0.1, 0.6, 0.15) }) }, [5]],
  ['several points', { s: _.geoIntersects({ geometry: MultiPoint([at(5, 5), at(7, 7)]) }) }, [1, 3, 7, 10]],
  ['several lines', { s: _.geoIntersects({ geometry: MultiLineString([line([8.4, 8.4], [8.6, 8.6]), line([20, 20], [21, 21])]) }) }, [9]],
  ['several squares', { s: _.geoIntersects({ geometry: MultiPolygon([square(4, 4, 6, 6), square(8.5, 8.5, 10, 10)]) }) }, [1, 3, 9]],
  ['nothing there', { s: _.geoIntersects({ geometry: square(50, 50, 51, 51) }) }, []],
]);

queries('on the sphere', [{ s: at(50, 60.1) }, { s: at(50, 59) }, { s: at(179.9, 0) }, { s: at(-179.9, 0) }, { s: at(0, 89) }, { s: at(90, 88) }], [
  ['the northern edge of a wide square is a great circle', { s: _.geoWithin({ geometry: square(0, 40, 100, 60) }) }, [0, 1], 'it runs north of the parallel'],
  ['a square across the date line', { s: _.geoWithin({ geometry: square(179, -1, -179, 1) }) }, [2, 3], 'the smaller side is the inside'],
  ['a square around the pole', { s: _.geoWithin({ geometry: Polygon([ring([0, 80], [90, 80], [180, 80], [-90, 80])]) }) }, [4, 5]],
  ['a circle across the date line', { s: _.geoWithin({ centerSphere: [at(180, 0), 0.01] }) }, [2, 3]],
  ['near the pole', { s: _.geoNear({ geometry: at(180, 89), maxDistance: 400_000 }) }, [4, 5]],
  ['a line along a great circle', { s: _.geoIntersects({ geometry: line([179, 0], [-179, 0]) }) }, [2, 3]],
]);

describe('what is refused', () => {
  test.each<[string, object, string]>([
    ['$geoWithin of a point', { s: { $geoWithin: { $geometry: { type: 'Point', coordinates: [0, 0] } } } }, '$geoWithin'],
    ['$geoIntersects of no shape', { s: { $geoIntersects: { $geometry: { type: 'Circle', coordinates: [0, 0] } } } }, '$geoIntersects needs a GeoJSON $geometry'],
    ['$nearSphere of a line', { s: { $nearSphere: { $geometry: { type: 'LineString', coordinates: [[0, 0], [1, 1]] } } } }, '$near requires a point'],
    ['a circle without a radius', { s: { $geoWithin: { $centerSphere: [[0, 0]] } } }, '$centerSphere'],
    ['a radius below zero', { s: { $geoWithin: { $centerSphere: [[0, 0], -1] } } }, '$centerSphere'],
    ['a distance below zero', { s: { $nearSphere: { $geometry: { type: 'Point', coordinates: [0, 0] }, $maxDistance: -1 } } }, '$maxDistance must be non-negative'],
    ['coordinates outside of the world', { s: { $nearSphere: { $geometry: { type: 'Point', coordinates: [200, 0] } } } }, 'longitude/latitude is out of bounds'],
  ])('%s', async (_name, where, message) => {
    const collection = await fresh([{ s: at(0, 0) }]);
    const { errCode, errMsg } = await failure(list(db.collection(collection).where(where)));
    expect([errCode, errMsg]).toEqual([-502001, expect.stringContaining(message) as string]);
  });
});
