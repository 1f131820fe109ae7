// The world's countries, land and coastlines out of plotly.js' own topology, the coordinates
// rounded to 0.02 degrees (at most 1.1 km off, a quarter of a pixel where Europe fills a screen).
globalThis.window = {}; // the file is written for browsers
const { topojson } = require("plotly.js/dist/plotly-geo-assets.js");
const LAYERS = ["coastlines", "countries", "land"];
const STEP = 0.02;

const world = topojson.world_110m;
const [scaleX, scaleY] = world.transform.scale;
const number = (arc) => (arc < 0 ? ~arc : arc);
const every = (arcs, change) =>
  Array.isArray(arcs) ? arcs.map((inner) => every(inner, change)) : change(arcs);

// Steps from the point before, as TopoJSON has it; what falls on the point before is left out.
function rounded(arc) {
  let [x, y] = [0, 0];
  let before = null;
  const steps = [];
  for (const [dx, dy] of arc) {
    [x, y] = [x + dx, y + dy];
    const point = [Math.round((x * scaleX) / STEP), Math.round((y * scaleY) / STEP)];
    if (!before) steps.push(point);
    else if (point[0] !== before[0] || point[1] !== before[1])
      steps.push([point[0] - before[0], point[1] - before[1]]);
    before = point;
  }
  return steps.length > 1 ? steps : [...steps, [0, 0]]; // a line has two ends
}

const used = new Set();
for (const layer of LAYERS)
  for (const shape of world.objects[layer].geometries)
    every(shape.arcs || [], (arc) => used.add(number(arc)));
const kept = [...used].sort((a, b) => a - b);
const renamed = new Map(kept.map((arc, place) => [arc, place]));
const rename = (arc) => (arc < 0 ? ~renamed.get(~arc) : renamed.get(arc));

const objects = {};
for (const layer of LAYERS) {
  const { geometries, ...rest } = world.objects[layer];
  objects[layer] = {
    ...rest,
    geometries: geometries.map((shape) =>
      shape.arcs ? { ...shape, arcs: every(shape.arcs, rename) } : shape),
  };
}
const transform = { scale: [STEP, STEP], translate: world.transform.translate };
const arcs = kept.map((arc) => rounded(world.arcs[arc]));
process.stdout.write(JSON.stringify({ ...world, objects, arcs, transform }));
