/**
 * WGS 84 and GCJ-02, the coordinates of Chinese map services.
 *
 * The formula is the one that has been published for years; it is an approximation of a secret
 * one, good to a few metres.  Outside of China's box GCJ-02 is WGS 84.
 */

export type Point = [longitude: number, latitude: number];

// The ellipsoid of Krasovsky, 1940: half the long axis in metres, and the square of eccentricity.
const AXIS = 6378245;
const ECCENTRICITY = 0.00669342162296594323;
const CHINA = { west: 72.004, east: 137.8347, south: 0.8293, north: 55.8271 };
const EXACT = 1e-9;
const ROUNDS = 12;

export function isInChina([longitude, latitude]: Point): boolean {
  return (
    longitude >= CHINA.west &&
    longitude <= CHINA.east &&
    latitude >= CHINA.south &&
    latitude <= CHINA.north
  );
}

/** Where a point lies on maps in GCJ-02. */
export function toGcj02(point: Point): Point {
  if (!isInChina(point)) return point;
  const [longitude, latitude] = point;
  const [x, y] = [longitude - 105, latitude - 35];
  const radians = (latitude * Math.PI) / 180;
  const bend = 1 - ECCENTRICITY * Math.sin(radians) ** 2;
  const up = (shiftNorth(x, y) * 180) / (((AXIS * (1 - ECCENTRICITY)) / bend ** 1.5) * Math.PI);
  const right = (shiftEast(x, y) * 180) / ((AXIS / Math.sqrt(bend)) * Math.cos(radians) * Math.PI);
  return [longitude + right, latitude + up];
}

/** The point that `toGcj02` moves there, found step by step to a tenth of a millimetre. */
export function fromGcj02(point: Point): Point {
  if (!isInChina(point)) return point;
  let guess: Point = point;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [longitude, latitude] = toGcj02(guess);
    const [right, up] = [point[0] - longitude, point[1] - latitude];
    guess = [guess[0] + right, guess[1] + up];
    if (Math.abs(right) < EXACT && Math.abs(up) < EXACT) break;
  }
  return guess;
}

function wave(at: number, large: number, small: number): number {
  return ((20 * Math.sin(at * large * Math.PI) + 20 * Math.sin(at * small * Math.PI)) * 2) / 3;
}

function shiftNorth(x: number, y: number): number {
  return (
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) +
    wave(x, 6, 2) +
    ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3
  );
}

function shiftEast(x: number, y: number): number {
  return (
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) +
    wave(x, 6, 2) +
    ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
  );
}
