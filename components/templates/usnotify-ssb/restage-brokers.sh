#!/usr/bin/env bash
# Restages the brokers of an environment. CF_USERNAME and CF_PASSWORD are read from the environment.
#
#   bash .github/scripts/restage-brokers.sh ENVIRONMENT
set -euo pipefail

case "${1:?name the environment}" in
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
