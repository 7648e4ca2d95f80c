#!/usr/bin/env bash
# Makes OUT/bin/java, an ARM64 Java 17 under qemu: arm64.sh OUT. Debian's ARM64 packages are unpacked,
# not installed, with apt state of their own: the machine learns no second architecture.
set -euo pipefail
out=$1
java=$out/bin/java
if [ ! -x "$java" ]; then
  mkdir -p "$out"/{root,bin,apt/debs,apt/state/lists/partial,apt/cache/archives/partial}
  : >"$out/apt/status"
  options=(-q -o Dir::State="$out/apt/state" -o Dir::State::status="$out/apt/status"
    -o Dir::Cache="$out/apt/cache" -o APT::Architecture=arm64 -o APT::Architectures=arm64
    -o APT::Sandbox::User=root)
  packages=(openjdk-17-jre-headless libc6 zlib1g libstdc++6 libgcc-s1)
  apt-get "${options[@]}" update >"$out/apt/log" &&
    (cd "$out/apt/debs" && apt-get "${options[@]}" download "${packages[@]}" >>"$out/apt/log") || {
    echo "expected ${packages[*]} for arm64 from Debian's archive but could not have them; see $out/apt/log" >&2
    exit 1
  }
  for package in "$out"/apt/debs/*.deb; do
    dpkg -x "$package" "$out/root"
  done
  rm -rf "$out/apt/debs"
  # ARM_CPU is the instruction set, ARM_LIBS the folder of the libraries.
  cat >"$java.new" <<'J'
#!/bin/sh
out=$(cd "$(dirname "$0")/.." && pwd)
exec qemu-aarch64-static -cpu "${ARM_CPU:-max}" -L "${ARM_ROOT:-$out/root}" \
  -E LD_PRELOAD="$out/slots.so" \
  -E LD_LIBRARY_PATH="$ARM_LIBS:$out/root/usr/lib/aarch64-linux-gnu" \
  "$out/root/usr/lib/jvm/java-17-openjdk-arm64/bin/java" "$@"
J
  chmod +x "$java.new"
  mv "$java.new" "$java"
fi
"$java" -version 2>&1 | grep -q . || { echo "expected an ARM64 JVM at $java" >&2; exit 1; }
