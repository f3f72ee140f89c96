#!/usr/bin/env bash
# Installs the cloud.gov command line and logs into a space. CF_USERNAME and CF_PASSWORD are read from the environment,
# so that they stand on no command line.
#
#   bash .github/scripts/cf-login.sh SPACE
set -euo pipefail
space="${1:?name the space}"

wget -q -O - https://packages.cloudfoundry.org/debian/cli.cloudfoundry.org.key |
  sudo gpg --dearmor -o /usr/share/keyrings/cli.cloudfoundry.org.gpg
echo "deb [signed-by=/usr/share/keyrings/cli.cloudfoundry.org.gpg] https://packages.cloudfoundry.org/debian stable main" |
  sudo tee /etc/apt/sources.list.d/cloudfoundry-cli.list
sudo apt-get update -q
sudo apt-get install -q -y cf8-cli

cf api https://api.fr.cloud.gov
cf auth
cf target -o gsa-tts-benefits-studio -s "$space"
