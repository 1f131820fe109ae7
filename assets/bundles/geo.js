// In place of d3-geo: the path of a shape is kept while its projection stays, and drawn straight
// where it can be. plotly.js asks for the paths of land, borders and countries at each drawing,
// which were half of its time on a map that had not moved, and a tenth of a page's load.
import * as d3 from "./node_modules/d3-geo/src/index.js";
export * from "./node_modules/d3-geo/src/index.js";

const SPOTS = [[0, 0], [100, 60], [-120, -50]];
const CUT = 0.5; // of the scale: no edge of our geometry is as long, unless the map's cut parts it
const drawn = new WeakMap(); // a shape -> its last path, and the projection that it was drawn in

// Where three spots fall and what is cut off tell one of our projections from another.
const named = (projection) =>
  [...SPOTS.map((spot) => projection(spot)), projection.clipExtent()].join();

const rounded = (number) => Math.round(number * 100) / 100;

// A line from point to point, without d3's search for cuts and bends between them: the geometry's
// points are close. Empty for a line that the picture does not show, null for one that is cut.
function straight(points, projection) {
  const [[left, top], [right, bottom]] = projection.clipExtent();
  const longest = CUT * projection.scale();
  const spots = points.map(projection);
  const over = [1 / 0, 1 / 0, -1 / 0, -1 / 0];
  for (let at = 0; at < spots.length; at++) {
    const [x, y] = spots[at];
    const [lastX, lastY] = spots[at && at - 1];
    if (!(Math.abs(x - lastX) + Math.abs(y - lastY) < longest)) return null;
    over[0] = Math.min(over[0], x);
    over[1] = Math.min(over[1], y);
    over[2] = Math.max(over[2], x);
    over[3] = Math.max(over[3], y);
  }
  if (over[0] > right || over[1] > bottom || over[2] < left || over[3] < top) return "";
  return `M${spots.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join("L")}`;
}

// Polygons and lines of our geometry, each apart: where one is cut, d3 draws that one.
function* parts({ type, coordinates, geometry, features }) {
  if (geometry) yield* parts(geometry);
  else if (features) for (const each of features) yield* parts(each);
  else if (!type.startsWith("Multi")) yield { type, coordinates };
  else for (const each of coordinates) yield { type: type.slice(5), coordinates: each };
}

function part(shape, path, projection) {
  const isLine = shape.type === "LineString";
  if (!isLine && shape.type !== "Polygon") return path(shape);
  const lines = isLine ? [shape.coordinates] : shape.coordinates;
  const found = lines.map((points) => straight(points, projection));
  if (found.includes(null)) return path(shape);
  return found.map((line) => (line && !isLine ? `${line}Z` : line)).join("");
}

function textOf(shape, path) {
  const projection = path.projection();
  // a map that is a round part of the globe cuts shapes anywhere
  if (projection.clipAngle() || !projection.clipExtent()) return path(shape);
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
