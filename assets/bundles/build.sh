#!/bin/sh
# Builds plotly.min.js and ../topojson/world_110m.json from npm's plotly.js, and the one part of
# dash's polyfill that today's browsers lack; `make assets` calls it.
# The version is the one that the Python package plotly carries (a test compares them).
set -eu
PLOTLY=4.1.1
ESBUILD=0.28.1
REGENERATOR=0.14.1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.js "$work"
cd "$work"
rm -f plotly.min.js
npm install --silent --no-save --ignore-scripts --no-audit --no-fund \
  "plotly.js@$PLOTLY" "esbuild@$ESBUILD" "regenerator-runtime@$REGENERATOR"
node_modules/.bin/esbuild bundle.js --bundle --minify --format=iife --global-name=Plotly \
  --target=es2022 --define:global=window --define:define.amd=false --log-level=error \
  --alias:country-iso-search=./countries.js --alias:d3-geo-projection=./projections.js \
  --alias:d3-geo=./geo.js --alias:topojson-client=./topology.js \
  --banner:js="/*! plotly.js v$PLOTLY, Copyright Plotly, Inc., MIT licence; only the traces in use */" \
  --outfile=out/plotly.min.js
node_modules/.bin/esbuild node_modules/regenerator-runtime/runtime.js --minify --log-level=error \
  --banner:js="/*! regenerator-runtime v$REGENERATOR, Copyright Facebook, Inc., MIT licence */" \
  --outfile=out/regenerator-runtime.min.js
node world.js > out/world_110m.json
cp out/plotly.min.js "$here/plotly.min.js"
cp out/regenerator-runtime.min.js "$here/regenerator-runtime.min.js"
cp out/world_110m.json "$here/../topojson/world_110m.json"
