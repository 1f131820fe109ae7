// In place of topojson-client: the shapes of a topology are unpacked once and not at each drawing.
import * as topojson from "./node_modules/topojson-client/src/index.js";

const unpacked = new WeakMap();

export function feature(topology, shapes) {
  if (!unpacked.has(shapes)) unpacked.set(shapes, topojson.feature(topology, shapes));
  return unpacked.get(shapes);
}
