// In place of d3-geo: the path of a shape is kept while its projection stays, and drawn straight
// where it can be. plotly.js asks for the paths of land, borders and countries at each drawing,
// which were half of its time on a map that had not moved, and a tenth of a page's load.
import * as d3 from "./node_modules/d3-geo/src/index.js";
export * from "./node_modules/d3-geo/src/index.js";

const SPOTS = [[0, 0], [100, 60], [-120, -50]];
const CUT = 0.5; // of the scale: no edge of our geometry is as long, unless the map's cut parts it
const EDGE = 180 - 1e-6; // degrees from the middle of the map to its cut, on this side of it
const drawn = new WeakMap(); // a shape -> its last path, and the projection that it was drawn in

// Where three spots fall and what is cut off tell one of our projections from another.
const named = (projection) =>
  [...SPOTS.map((spot) => projection(spot)), projection.clipExtent()].join();

const rounded = (number) => Math.round(number * 100) / 100;

const isFar = (one, other, projection) =>
  !(Math.abs(one[0] - other[0]) + Math.abs(one[1] - other[1]) < CUT * projection.scale());

// Where an edge meets the map's cut, seen from its first and from its last point; side: 1 where the
// first one is in the east.
function atCut([lon, lat], [nextLon, nextLat], side, projection) {
  const turned = projection.rotate()[0];
  const east = (each) => ((each + turned + 540) % 360) - 180;
  const [left, further] = [lon, nextLon].map((each) => 180 - Math.abs(east(each)));
  const height = lat + ((nextLat - lat) * left) / (left + further || 1);
  return [side, -side].map((each) => projection([each * EDGE - turned, height]));
}

// The spots of a line, in as many pieces as the map's cut makes of it.
function pieces(points, projection) {
  const spots = points.map(projection);
  const found = [[spots[0]]];
  for (let at = 1; at < spots.length; at++) {
    if (isFar(spots[at - 1], spots[at], projection)) {
      const side = Math.sign(spots[at - 1][0] - spots[at][0]);
      const [before, after] = atCut(points[at - 1], points[at], side, projection);
      found.at(-1).push(before);
      found.push([after]);
    }
    found.at(-1).push(spots[at]);
  }
  return found;
}

// The same of a ring: each piece closed along the cut. Null for a ring around a pole.
function closed(points, projection) {
  const [first, ...others] = pieces(points, projection);
  if (!others.length) return [first];
  others.push([...others.pop(), ...first.slice(1)]);
  return others.some((each) => isFar(each[0], each.at(-1), projection)) ? null : others;
}

// Empty for what the picture does not show.
function written(spots, projection) {
  const [[left, top], [right, bottom]] = projection.clipExtent();
  const over = [1 / 0, 1 / 0, -1 / 0, -1 / 0];
  for (const [x, y] of spots) {
    over[0] = Math.min(over[0], x);
    over[1] = Math.min(over[1], y);
    over[2] = Math.max(over[2], x);
    over[3] = Math.max(over[3], y);
  }
  if (over[0] > right || over[1] > bottom || over[2] < left || over[3] < top) return "";
  return `M${spots.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join("L")}`;
}

// From point to point, without d3's search for cuts and bends between them: the geometry's points
// are close, and where the map's cut parts two of them is plain. Null for a ring around a pole.
function straight({ type, coordinates }, projection) {
  if (type === "LineString")
    return pieces(coordinates, projection).map((each) => written(each, projection)).join("");
  const rings = coordinates.map((points) => closed(points, projection));
  if (rings.includes(null)) return null;
  const lines = rings.flat().map((each) => written(each, projection));
  return lines.map((line) => line && `${line}Z`).join("");
}

// Polygons and lines of our geometry, each apart: d3 draws the one that holds a pole.
function* parts({ type, coordinates, geometry, features }) {
  if (geometry) yield* parts(geometry);
  else if (features) for (const each of features) yield* parts(each);
  else if (!type.startsWith("Multi")) yield { type, coordinates };
  else for (const each of coordinates) yield { type: type.slice(5), coordinates: each };
}

function part(shape, path, projection) {
  const isOurs = shape.type === "LineString" || shape.type === "Polygon";
  return (isOurs ? straight(shape, projection) : null) ?? path(shape);
}

function textOf(shape, path) {
  const projection = path.projection();
  // a map that is a round part of the globe, or tilted, cuts shapes anywhere
  const isPlain = !projection.clipAngle() && projection.clipExtent() && !projection.rotate()[1];
  if (!isPlain) return path(shape);
  const found = Array.from(parts(shape), (each) => part(each, path, projection)).join("");
  return found || null;
}

export function geoPath() {
  const path = d3.geoPath();
  let name = null;
  function kept(shape) {
    if (!shape) return null; // a country that the map does not draw
    name ??= named(path.projection());
    const last = drawn.get(shape);
    if (last && last.name === name) return last.text;
    const text = textOf(shape, path);
    drawn.set(shape, { name, text });
    return text;
  }
  return Object.assign(kept, path, {
    projection(projection) {
      path.projection(projection);
      return kept;
    },
  });
}
