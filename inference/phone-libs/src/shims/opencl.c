/*
 * libOpenCL.so as a phone has it: the system's loader, whose device says what EMBER_CL_NAME,
 * EMBER_CL_VENDOR and EMBER_CL_VERSION say. The GPU delegate writes other kernels for other
 * devices. Without an identity it must not run: for pocl's own, it picks kernels that pocl 3.1
 * miscompiles.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CL_DEVICE_TYPE 0x1000
#define CL_DEVICE_NAME 0x102B
#define CL_DEVICE_VENDOR 0x102C
#define CL_DEVICE_VERSION 0x102F
#define CL_DEVICE_TYPE_GPU 4
#define CL_DEVICE_TYPE_ALL 0xFFFFFFFF
#define CL_INVALID_VALUE -30

static void *next(const char *name) {
  static void *loader;
  if (loader == 0) {
    loader = dlopen("libOpenCL.so.1", RTLD_NOW);
  }
  return dlsym(loader, name);
}

/* pocl is a CPU; whoever asks for a GPU gets it all the same. */
int clGetDeviceIDs(void *platform, uint64_t type, unsigned room, void **ids, unsigned *count) {
  int (*get)(void *, uint64_t, unsigned, void **, unsigned *) = next("clGetDeviceIDs");
  return get(platform, CL_DEVICE_TYPE_ALL, room, ids, count);
}

static int give(const void *value, size_t bytes, size_t room, void *into, size_t *size) {
  if (size) {
    *size = bytes;
  }
  if (into && room < bytes) {
    return CL_INVALID_VALUE;
  }
  if (into) {
    memcpy(into, value, bytes);
  }
  return 0;
}

int clGetDeviceInfo(void *device, unsigned what, size_t room, void *into, size_t *size) {
  static const uint64_t gpu = CL_DEVICE_TYPE_GPU;
  int (*get)(void *, unsigned, size_t, void *, size_t *) = next("clGetDeviceInfo");
  const char *text = what == CL_DEVICE_NAME      ? getenv("EMBER_CL_NAME")
                     : what == CL_DEVICE_VENDOR  ? getenv("EMBER_CL_VENDOR")
                     : what == CL_DEVICE_VERSION ? getenv("EMBER_CL_VERSION")
                                                 : 0;
  if (text) {
    return give(text, strlen(text) + 1, room, into, size);
  }
  return what == CL_DEVICE_TYPE ? give(&gpu, sizeof gpu, room, into, size)
                                : get(device, what, room, into, size);
}
