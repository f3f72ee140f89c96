#!/usr/bin/env bash
# Judges the deployed state of every stack as of today, with no program: a deadline passes without a commit.
#   clock.sh REPORT.md
# Exit codes: 0 nothing is violated, 1 something is, 3 a stack could not be judged. The report has what was found.
set -uo pipefail

report=$1
: > "$report" || exit 3
folder=$(mktemp -d) || exit 3
trap 'rm -rf "$folder"' EXIT

# Judges one stack; prints what Pulumi says.
judge() {
  local stack=$1 pack=policies/packs/${1%%-*}
  pulumi stack export -s "$stack" --file "$folder/state.json" 2>&1 || return 3
  pulumi policy analyze --file "$folder/state.json" --policy-pack "$pack" --non-interactive --color never \
    > "$folder/found" 2>&1
  local ended=$?
  cat "$folder/found"
  [ "$ended" -eq 0 ] && return 0
  # Pulumi ends alike when something is violated and when it could not judge; only the first names what is violated.
  grep -q '\[mandatory\]' "$folder/found" && return 1
  return 3
}

worst=0
for settings in Pulumi.*.yaml; do
  stack=${settings#Pulumi.}
  stack=${stack%.yaml}
  said=$(judge "$stack")
  ended=$?
  [ "$ended" -gt "$worst" ] && worst=$ended
  rm -f "$folder/state.json"
  printf '### %s\n\n````text\n%s\n````\n\n' "$stack" "$said" >> "$report"
done
cat "$report"
exit "$worst"
