#!/usr/bin/env bash
# Puts the SMTP broker together in app-smtp: the service broker and the brokerpak, both in a pinned release.
set -euo pipefail

CSB_VERSION="@CSB_VERSION@"
SMTP_BROKERPAK_VERSION="@SMTP_BROKERPAK_VERSION@"

mkdir -p app-smtp/bin
cd app-smtp
# Run when the broker starts: the brokerpaks bring programs of their own.
cat >.profile <<'EOF'
export PATH="$PATH:${PWD}/bin"
EOF
chmod +x .profile
curl --fail --silent --show-error --location --output cloud-service-broker \
  "https://github.com/cloudfoundry/cloud-service-broker/releases/download/${CSB_VERSION}/cloud-service-broker.linux"
chmod +x cloud-service-broker
curl --fail --silent --show-error --location --remote-name \
  "https://github.com/GSA-TTS/datagov-brokerpak-smtp/releases/download/${SMTP_BROKERPAK_VERSION}/datagov-brokerpak-smtp-${SMTP_BROKERPAK_VERSION}.brokerpak"
