#!/bin/sh
# Takes the packaged Node.js away where it does not start: it is built for glibc, and on a system with another C library
# (Alpine: musl) it would stand before the Node.js that is installed there. `npm ci` runs this when all is installed.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
packaged=$root/node_modules/.bin/node

if [ ! -e "$packaged" ] || "$packaged" -e 0 2>/dev/null; then
  exit 0
fi

rm -f -- "$packaged"
echo "The Node.js that \`npm ci\` packs (node_modules/.bin/node) does not start here: it needs glibc, and this system has another" >&2
echo "C library (Alpine: musl). It was taken out of the way, so that \`npm run …\` uses the Node.js of the system." >&2
command -v node >/dev/null || {
  echo "There is none on PATH: install Node.js 24 (Alpine: apk add nodejs)." >&2
  exit 3
}
exec node "$root/toolchain/require-node.cjs"
