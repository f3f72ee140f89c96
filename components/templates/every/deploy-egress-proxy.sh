#!/usr/bin/env bash
# Deploys the proxy through which an application reaches the outside, and lets its space reach nothing else. Whoever runs
# it is logged into the application's space.
#
#   bash .github/scripts/deploy-egress-proxy.sh APP SPACE
set -euo pipefail
app="${1:?name the application}"
space="${2:?name its space}"
# A commit of GSA-TTS/cg-egress-proxy.
version=4384cf10eb6503f1302594868a4e24d0c1850e02

./terraform/set_space_egress.sh -t -s "$space"
./terraform/set_space_egress.sh -p -s "$space-egress"
proxy="$(mktemp -d)"
git clone --quiet https://github.com/GSA-TTS/cg-egress-proxy.git "$proxy"
git -C "$proxy" checkout --quiet --detach "$version"
cp deploy-config/egress_proxy/"$app".*.acl "$proxy"
cd "$proxy"
./bin/cf-deployproxy -a "$app" -p egress-proxy -e egress_proxy
