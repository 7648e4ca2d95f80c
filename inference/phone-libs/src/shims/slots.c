/*
 * Preloaded on ARM64: bionic's code reads its stack guard at the thread pointer + 0x28, where glibc
 * keeps a pointer that setlocale changes. The first thread-local block lies there instead, zero.
 */
__thread char android_tls_slots[96] __attribute__((aligned(16)));
