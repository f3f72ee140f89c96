#!/bin/sh
# Ends process groups when whoever started them is gone, however that ended. Told by lines on standard input, which closes
# then: `+ ID` of a group to keep watch on, `- ID` of one that has ended. A process in a loop without an end cannot see for
# itself that it is left alone. What ends by itself is given two seconds for it.
kept=' '
while read -r sign id; do
  case $sign in
  +) kept="$kept$id " ;;
  -) kept="${kept%% "$id" *} ${kept#* "$id" }" ;;
  esac
done
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  left=''
  for id in $kept; do kill -0 "-$id" 2>/dev/null && left="$left $id"; done
  [ -n "$left" ] || exit 0
  sleep 0.1
done
for id in $left; do kill -KILL "-$id" 2>/dev/null; done
