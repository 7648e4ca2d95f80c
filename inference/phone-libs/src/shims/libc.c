/*
 * bionic's names that glibc has not, and those whose meaning differs; for both versions of
 * TensorFlow Lite. All other functions are passed on by their names: passed-*.txt.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define IN(version, name) __asm__(".symver shim_" #name "," #name "@" #version)

/* stdin, stdout and stderr are an array of 152-byte structs in bionic. */
#define BIONIC_FILE_BYTES 152
char shim___sF[3 * BIONIC_FILE_BYTES];
IN(LIBC, __sF);

static FILE *stream(FILE *file) {
  char *place = (char *)file;
  if (place < shim___sF || place >= shim___sF + sizeof shim___sF) {
    return file;
  }
  return (place - shim___sF) / BIONIC_FILE_BYTES == 1 ? stdout : stderr;
}

int shim_fprintf(FILE *file, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int written = vfprintf(stream(file), format, arguments);
  va_end(arguments);
  return written;
}
IN(LIBC, fprintf);
int shim_vfprintf(FILE *file, const char *format, va_list arguments) {
  return vfprintf(stream(file), format, arguments);
}
IN(LIBC, vfprintf);
int shim_fputc(int c, FILE *file) { return fputc(c, stream(file)); }
IN(LIBC, fputc);
int shim_fflush(FILE *file) { return fflush(file ? stream(file) : 0); }
IN(LIBC, fflush);
size_t shim_fwrite(const void *from, size_t size, size_t count, FILE *file) {
  return fwrite(from, size, count, stream(file));
}
IN(LIBC, fwrite);
int shim_fileno(FILE *file) { return fileno(stream(file)); }
IN(LIBC, fileno);

int *shim___errno(void) { return &errno; }
IN(LIBC, __errno);
size_t shim___strlen_chk(const char *text, size_t bytes) { return strlen(text); }
IN(LIBC, __strlen_chk);
void shim_android_set_abort_message(const char *message) { fprintf(stderr, "abort: %s\n", message); }
IN(LIBC, android_set_abort_message);

/* The only property that is asked for is the API level. */
int shim___system_property_get(const char *name, char *value) {
  strcpy(value, strcmp(name, "ro.build.version.sdk") ? "" : "33");
  return strlen(value);
}
IN(LIBC, __system_property_get);

/* The constants of sysconf are numbered in another order. */
long shim_sysconf(int name) {
  switch (name) {
    case 0x27:
    case 0x28:
      return sysconf(_SC_PAGESIZE);
    case 0x60:
      return sysconf(_SC_NPROCESSORS_CONF);
    case 0x61:
      return sysconf(_SC_NPROCESSORS_ONLN);
    default:
      return sysconf(name);
  }
}
IN(LIBC, sysconf);

#ifdef TFLITE_2_16
/* bionic's RTLD_DEFAULT also searches the caller's own group. */
void *shim_dlsym(void *library, const char *name) {
  void *found = dlsym(library, name);
  if (found == 0 && library == 0) {
    void *runtime = dlopen("libtensorflowlite_jni.so", RTLD_NOW | RTLD_NOLOAD);
    found = runtime ? dlsym(runtime, name) : 0;
  }
  return found;
}
#else
void *shim_dlsym(void *library, const char *name) { return dlsym(library, name); }

FILE *shim_stderr;
IN(LIBC, stderr);
__attribute__((constructor)) static void open_stderr(void) { shim_stderr = stderr; }

int shim_fputs(const char *text, FILE *file) { return fputs(text, stream(file)); }
IN(LIBC, fputs);
char *shim___strchr_chk(const char *text, int c, size_t bytes) { return strchr(text, c); }
IN(LIBC, __strchr_chk);
ssize_t shim___write_chk(int file, const void *from, size_t count, size_t bytes) {
  return write(file, from, count);
}
IN(LIBC_N, __write_chk);
char *shim___gnu_strerror_r(int code, char *into, size_t bytes) {
  return strerror_r(code, into, bytes);
}
IN(LIBC, __gnu_strerror_r);
int __xpg_strerror_r(int, char *, size_t);
int shim_strerror_r(int code, char *into, size_t bytes) {
  return __xpg_strerror_r(code, into, bytes);
}
IN(LIBC, strerror_r);
void shim___assert2(const char *file, int line, const char *function, const char *message) {
  fprintf(stderr, "assert %s:%d %s %s\n", file, line, function, message);
  abort();
}
IN(LIBC, __assert2);
int shim___register_atfork(void *prepare, void *parent, void *child, void *library) { return 0; }
IN(LIBC, __register_atfork);

/* bionic's set of signals is one word, glibc's sixteen. */
int shim_sigfillset(unsigned long *set) {
  *set = ~0ul;
  return 0;
}
IN(LIBC, sigfillset);
int shim_pthread_sigmask(int how, const unsigned long *set, unsigned long *old) {
  sigset_t wide, before;
  memset(&wide, 0, sizeof wide);
  if (set) {
    memcpy(&wide, set, sizeof *set);
  }
  int result = pthread_sigmask(how, set ? &wide : 0, &before);
  if (old) {
    memcpy(old, &before, sizeof *old);
  }
  return result;
}
IN(LIBC, pthread_sigmask);
#endif
IN(LIBC, dlsym);

#ifdef __aarch64__
#include <sys/auxv.h>
unsigned long shim_getauxval(unsigned long key) { return getauxval(key); }
IN(LIBC, getauxval);
size_t shim_strnlen(const char *text, size_t most) { return strnlen(text, most); }
IN(LIBC, strnlen);
/* A mutex has 40 bytes in bionic and 48 in glibc, whose last 8 are padding. */
int shim_pthread_mutex_init(void *mutex, const pthread_mutexattr_t *attributes) {
  pthread_mutex_t whole;
  int result = pthread_mutex_init(&whole, attributes);
  memcpy(mutex, &whole, 40);
  return result;
}
IN(LIBC, pthread_mutex_init);
#endif
