#!/bin/sh
# ./setup where there is neither apt nor anything else: it names what is missing and stops.
set -eu
setup=$1
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
for tool in sh dirname nproc; do ln -s "$(command -v $tool)" "$bin/"; done

status=0
said=$(PATH=$bin "$bin/sh" "$setup" test 2>&1) || status=$?
echo "$said"
[ "$status" -eq 1 ]
for package in g++ cmake ninja-build libgumbo-dev libpcre2-dev libcurl4-openssl-dev libgtest-dev; do
  case $said in *" $package "*) ;; *) echo "not named: $package"; exit 1 ;; esac
done

status=0
said=$(sh "$setup" tset 2>&1) || status=$?
[ "$status" -eq 2 ] && [ "$said" = "usage: ./setup [test|fuzz]" ]
