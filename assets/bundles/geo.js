// In place of d3-geo: the path of a shape is kept while its projection stays. plotly.js asks for the
// paths of land, borders and countries at each drawing, which were half of its time on a map that
// had not moved.
import * as d3 from "./node_modules/d3-geo/src/index.js";
export * from "./node_modules/d3-geo/src/index.js";

const SPOTS = [[0, 0], [100, 60], [-120, -50]];
const drawn = new WeakMap(); // a shape -> its last path, and the projection that it was drawn in

// Where three spots fall and what is cut off tell one of our projections from another.
const named = (projection) =>
  [...SPOTS.map((spot) => projection(spot)), projection.clipExtent()].join();

export function geoPath() {
  const path = d3.geoPath();
  let name = null;
  function kept(shape) {
    if (!shape) return null; // a country that the map does not draw
    name ??= named(path.projection());
    const last = drawn.get(shape);
    if (last && last.name === name) return last.text;
    const text = path(shape);
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
