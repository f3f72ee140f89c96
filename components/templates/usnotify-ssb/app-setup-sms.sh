#!/usr/bin/env bash
# Puts the SMS broker together in app-sms: the service broker and the brokerpak, both in a pinned release.
set -euo pipefail

CSB_VERSION="@CSB_VERSION@"
SMS_BROKERPAK_VERSION="@SMS_BROKERPAK_VERSION@"

mkdir -p app-sms/bin
cd app-sms
# Run when the broker starts: the brokerpaks bring programs of their own.
cat >.profile <<'EOF'
export PATH="$PATH:${PWD}/bin"
EOF
chmod +x .profile
curl --fail --silent --show-error --location --output cloud-service-broker \
  "https://github.com/cloudfoundry/cloud-service-broker/releases/download/${CSB_VERSION}/cloud-service-broker.linux"
chmod +x cloud-service-broker
curl --fail --silent --show-error --location --remote-name \
  "https://github.com/GSA/ttsnotify-brokerpak-sms/releases/download/${SMS_BROKERPAK_VERSION}/ttsnotify-brokerpak-sms-${SMS_BROKERPAK_VERSION}.brokerpak"
