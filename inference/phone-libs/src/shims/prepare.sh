#!/usr/bin/env bash
# Unpacks a built APK and makes both machines over its libraries: prepare.sh APK UNPACKED SHIMS
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
apk=$1
unpacked=$2
shims=$3
[ -f "$apk" ] || { echo "expected the APK $apk: build it first, without -DskipTests" >&2; exit 1; }
apk=$(cd "$(dirname "$apk")" && pwd)/$(basename "$apk")
for tool in qemu-aarch64-static aarch64-linux-gnu-gcc gcc; do
  command -v "$tool" >/dev/null || {
    echo "expected $tool: apt-get install gcc libc6-dev pocl-opencl-icd ocl-icd-libopencl1" \
      "qemu-user-static gcc-aarch64-linux-gnu libc6-dev-arm64-cross" >&2
    exit 1
  }
done
rm -rf "$unpacked"
mkdir -p "$unpacked" "$shims/programs"
(cd "$unpacked" && jar xf "$apk" lib assets/model.ember)

"$here/build.sh" "$shims/x86_64" "$unpacked/lib/x86_64"
"$here/build.sh" "$shims/arm64" "$unpacked/lib/arm64-v8a" arm64

# XNNPACK and ruy choose kernels by the core that /proc/cpuinfo names: a root for each core.
core() { # name, part
  local root=$shims/arm64/root-$1
  mkdir -p "$root/proc"
  for folder in "$shims"/arm64/root/*; do
    ln -sfn "../root/$(basename "$folder")" "$root/$(basename "$folder")"
  done
  for processor in 0 1; do
    printf 'processor\t: %d\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x1\nCPU part\t: %s\nCPU revision\t: 0\n\n' \
      "$processor" "$2"
  done >"$root/proc/cpuinfo"
}
core cortex-a53 0xd03
core cortex-x1 0xd44
