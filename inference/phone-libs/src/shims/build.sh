#!/usr/bin/env bash
# Makes the libraries that stand in for Android's own, so that a phone's .so files load in a JVM:
#   build.sh OUT LIBRARIES [arm64]
# OUT/tflite-2.16 and OUT/tflite-2.21 receive libc, libm, libdl, liblog (and EGL, GLES, OpenCL) over
# glibc, beside the files of LIBRARIES. With arm64, OUT/bin/java is an ARM64 JVM under qemu.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
libraries=$(cd "$2" && pwd)
machine=${3:-x86_64}
case $machine in
  x86_64) compiler=gcc ;;
  arm64) compiler=aarch64-linux-gnu-gcc ;;
  *) echo "expected arm64 or nothing but found $machine" >&2; exit 1 ;;
esac
command -v "$compiler" >/dev/null || { echo "expected $compiler on this machine" >&2; exit 1; }

# A jump for each function that means the same in bionic and in glibc, under bionic's version.
jumps() {
  local name
  echo '.section .note.GNU-stack,"",%progbits'
  echo .text
  while read -r name; do
    printf '.globl shim_%s\n.type shim_%s,%%function\nshim_%s: ' "$name" "$name" "$name"
    if [ "$machine" = arm64 ]; then
      echo "b $name"
    else
      echo "jmp *$name@GOTPCREL(%rip)"
    fi
    echo ".symver shim_$name,$name@LIBC"
  done
}

share() { # name of the library, sources and options
  local name=$1
  shift
  "$compiler" -O1 -w -shared -fPIC -o "$folder/$name" "$@" -Wl,-soname,"$name"
}

build() { # version, version script
  folder=$out/tflite-$1
  mkdir -p "$folder"
  printf '%s\n' "$2" >"$folder/versions.map"
  grep -v -x -F "$([ "$machine" = arm64 ] && echo pthread_mutex_init)" "$here/passed-$1.txt" |
    jumps >"$folder/jumps.s"
  echo 'int empty;' >"$folder/empty.c"
  local map=-Wl,--version-script="$folder/versions.map"
  share libc.so -DTFLITE_"${1/./_}" "$here/libc.c" "$folder/jumps.s" "$map" -Wl,--no-as-needed -lm
  share libm.so "$folder/empty.c" "$map" -Wl,--no-as-needed "$folder/libc.so"
  share libdl.so "$folder/empty.c" "$map" -Wl,--no-as-needed "$folder/libc.so"
  share liblog.so "$here/log.c"
}

build 2.21 $'LIBC { global: *; };\nLIBC_N { } LIBC;'
cp "$libraries"/libjni*.so "$folder"
build 2.16 'LIBC { global: *; };'
cp "$libraries"/libtensorflowlite*.so "$folder"
sed 's/.*/void *&(void) { return 0; }/' "$here/gl.txt" >"$folder/gl.c"
share libEGL.so "$folder/gl.c"
share libGLESv3.so "$folder/gl.c"
if [ "$machine" = x86_64 ]; then
  share libOpenCL.so "$here/opencl.c" -Wl,--no-as-needed -l:libOpenCL.so.1 -ldl
else
  "$compiler" -O1 -shared -fPIC -o "$out/slots.so" "$here/slots.c"
  "$here/arm64.sh" "$out"
fi
