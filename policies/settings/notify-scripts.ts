const cfLogin = `#!/usr/bin/env bash
# Installs the cloud.gov command line and logs into a space. CF_USERNAME and CF_PASSWORD are read from the environment,
# so that they stand on no command line.
#
#   bash .github/scripts/cf-login.sh SPACE
set -euo pipefail
space="\${1:?name the space}"

wget -q -O - https://packages.cloudfoundry.org/debian/cli.cloudfoundry.org.key |
  sudo gpg --dearmor -o /usr/share/keyrings/cli.cloudfoundry.org.gpg
echo "deb [signed-by=/usr/share/keyrings/cli.cloudfoundry.org.gpg] https://packages.cloudfoundry.org/debian stable main" |
  sudo tee /etc/apt/sources.list.d/cloudfoundry-cli.list
sudo apt-get update -q
sudo apt-get install -q -y cf8-cli

cf api https://api.fr.cloud.gov
cf auth
cf target -o gsa-tts-benefits-studio -s "$space"
`;

const egressProxy = `#!/usr/bin/env bash
# Deploys the proxy through which an application reaches the outside, and lets its space reach nothing else. Whoever runs
# it is logged into the application's space.
#
#   bash .github/scripts/deploy-egress-proxy.sh APP SPACE
set -euo pipefail
app="\${1:?name the application}"
space="\${2:?name its space}"
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
`;

const restageBrokers = `#!/usr/bin/env bash
# Restages the brokers of an environment. CF_USERNAME and CF_PASSWORD are read from the environment.
#
#   bash .github/scripts/restage-brokers.sh ENVIRONMENT
set -euo pipefail

case "\${1:?name the environment}" in
  staging) space=notify-management-staging prefix=ssb ;;
  production) space=notify-management prefix=ssb ;;
  development) space=notify-sandbox prefix=ssb-devel ;;
  *)
    echo "::error::There are no brokers in $1."
    exit 1
    ;;
esac
bash .github/scripts/cf-login.sh "$space"
cf restage --strategy rolling "$prefix-sms"
cf restage --strategy rolling "$prefix-smtp"
`;

const setupSms = `#!/usr/bin/env bash
# Puts the SMS broker together in app-sms: the service broker and the brokerpak, both in a pinned release.
set -euo pipefail

CSB_VERSION="@CSB_VERSION@"
SMS_BROKERPAK_VERSION="@SMS_BROKERPAK_VERSION@"

mkdir -p app-sms/bin
cd app-sms
# Run when the broker starts: the brokerpaks bring programs of their own.
cat >.profile <<'EOF'
export PATH="$PATH:\${PWD}/bin"
EOF
chmod +x .profile
curl --fail --silent --show-error --location --output cloud-service-broker \\
  "https://github.com/cloudfoundry/cloud-service-broker/releases/download/\${CSB_VERSION}/cloud-service-broker.linux"
chmod +x cloud-service-broker
curl --fail --silent --show-error --location --remote-name \\
  "https://github.com/GSA/ttsnotify-brokerpak-sms/releases/download/\${SMS_BROKERPAK_VERSION}/ttsnotify-brokerpak-sms-\${SMS_BROKERPAK_VERSION}.brokerpak"
`;

const setupSmtp = `#!/usr/bin/env bash
# Puts the SMTP broker together in app-smtp: the service broker and the brokerpak, both in a pinned release.
set -euo pipefail

CSB_VERSION="@CSB_VERSION@"
SMTP_BROKERPAK_VERSION="@SMTP_BROKERPAK_VERSION@"

mkdir -p app-smtp/bin
cd app-smtp
# Run when the broker starts: the brokerpaks bring programs of their own.
cat >.profile <<'EOF'
export PATH="$PATH:\${PWD}/bin"
EOF
chmod +x .profile
curl --fail --silent --show-error --location --output cloud-service-broker \\
  "https://github.com/cloudfoundry/cloud-service-broker/releases/download/\${CSB_VERSION}/cloud-service-broker.linux"
chmod +x cloud-service-broker
curl --fail --silent --show-error --location --remote-name \\
  "https://github.com/GSA-TTS/datagov-brokerpak-smtp/releases/download/\${SMTP_BROKERPAK_VERSION}/datagov-brokerpak-smtp-\${SMTP_BROKERPAK_VERSION}.brokerpak"
`;

/**
 * The scripts that jobs with secrets run, whole, by repository and path. They stand here a second time on purpose: whoever
 * changes what runs with the keys to an environment changes it before the code owners of the rules. `@NAME@` stands for
 * a version.
 */
export const knownScripts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "notifications-api": {
    ".github/scripts/cf-login.sh": cfLogin,
    ".github/scripts/deploy-egress-proxy.sh": egressProxy,
  },
  "notifications-admin": {
    ".github/scripts/cf-login.sh": cfLogin,
    ".github/scripts/deploy-egress-proxy.sh": egressProxy,
  },
  "usnotify-ssb": {
    ".github/scripts/cf-login.sh": cfLogin,
    ".github/scripts/restage-brokers.sh": restageBrokers,
    "app-setup-sms.sh": setupSms,
    "app-setup-smtp.sh": setupSmtp,
  },
};
