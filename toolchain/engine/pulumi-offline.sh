#!/bin/sh
# The `pulumi` of the offline set-up: runs the engine so that nothing of the user's reaches it and it changes no file
# that is under version control.
#
#   pulumi-offline.sh ENGINE VERSION FOLDER SALT ALLOWED ARGUMENT...
#
# ENGINE is the real executable of that VERSION, FOLDER takes the copies made here, SALT belongs to the offline passphrase, ALLOWED is
# an extended regular expression of the environment variables that may pass. See offline-environment.ts.
set -eu
engine=$1 version=$2 folder=$3 salt=$4 allowed=$5
shift 5

# The Automation API asks before each run; starting the engine for that takes longer than to find it in the first place.
[ "$*" != version ] || { echo "v$version" && exit; }

# The second line of a value may look like a variable: unsetting one that is not there does no harm.
for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p' | grep -Evx "$allowed" || :); do
  unset "$name" || :
done

# The offline providers and the language host of a command that serves them itself; see driver/services/main.ts. Without it,
# each is a plugin, which the engine starts.
[ -z "${GATEHOUSE_SHARED_PROVIDERS-}" ] || export PULUMI_DEBUG_PROVIDERS="$GATEHOUSE_SHARED_PROVIDERS"
[ -z "${GATEHOUSE_SHARED_LANGUAGES-}" ] || export PULUMI_DEBUG_LANGUAGES="$GATEHOUSE_SHARED_LANGUAGES"

operation='' stack=${PULUMI_STACK-} project=. previous=''
for argument in "$@"; do
  case $previous in
  -s | --stack) stack=$argument ;;
  -C | --cwd) project=$argument ;;
  esac
  case $argument in
  --stack=*) stack=${argument#--stack=} ;;
  --cwd=*) project=${argument#--cwd=} ;;
  --config-file | --config-file=*) exec "$engine" "$@" ;;
  preview | pre | up | update | destroy | down | dn | refresh | import | watch) operation=${operation:-$argument} ;;
  config | plugin | policy | stack | state) operation=${operation:-none} ;;
  esac
  previous=$argument
done
case $operation in '' | none) exec "$engine" "$@" ;; esac

# A stack's settings file names the secrets provider of the live stack, which cannot be reached offline, and without one
# the engine writes a salt into it. So an operation gets a copy that has the offline salt in place of those lines.
[ -n "$stack" ] || stack=$(cd -- "$project" && "$engine" stack --show-name --non-interactive 2>/dev/null) || exec "$engine" "$@"
project=$(cd -- "$project" && pwd)
while [ ! -f "$project/Pulumi.yaml" ] && [ "$project" != / ]; do project=$(dirname -- "$project"); done
settings=$project/Pulumi.${stack##*/}.yaml
copy=$folder/$(printf %s "$project" | cksum | cut -d ' ' -f 1)-${settings##*/}
mkdir -p "$folder"
{
  [ ! -f "$settings" ] || sed -E '/^(secretsprovider|encryptedkey|encryptionsalt):/d' "$settings"
  printf '\nencryptionsalt: %s\n' "$salt"
} >"$copy.$$"
mv "$copy.$$" "$copy"

export PULUMI_OPTION_CONFIG_FILE="$copy"
exec "$engine" "$@"
