#!/usr/bin/env bash
# Proposes a new day for the register once the one that it is kept for is a week old: the line to change, and what the
# rules about the register say as of today.
#   day.sh REPORT.md
# Exit codes: 0 the day is recent, 1 it is not and the report proposes another, 3 it could not be told.
set -uo pipefail

report=$1
: > "$report" || exit 3

kept=$(sed -nE 's/^asOf: *"?([0-9]{4}-[0-9]{2}-[0-9]{2})"?.*$/\1/p' register/register.yaml)
[ -n "$kept" ] && since=$(date -u -d "$kept" +%s) || exit 3
days=$((($(date -u +%s) - since) / 86400))
[ "$days" -le 7 ] && exit 0

said=$(npm run --silent judge -- --write-day 2>&1)
ended=$?
# 1 is an answer, too: something has become due.
[ "$ended" -le 1 ] || { printf '%s\n' "$said"; exit 3; }
{
  printf 'The register is kept for %s, %s days ago. Offline previews refuse what was done since, and do not see what has become due.\n\n' "$kept" "$days"
  printf 'To move it, run `npm run judge -- --write-day` and open a pull request with this change:\n\n'
  printf '````diff\n%s\n````\n\n' "$(git diff --unified=1 -- register/register.yaml)"
  printf 'The rules about the register say as of today:\n\n````text\n%s\n````\n' "$said"
} > "$report"
cat "$report"
exit 1
