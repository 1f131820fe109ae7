// In place of d3-geo-projection: the two projections of the maps are in d3-geo itself.
export { geoNaturalEarth1 as geoNaturalEarth } from "d3-geo";
