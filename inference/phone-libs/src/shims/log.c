/* liblog: what Android libraries log goes to standard error. */
#include <stdarg.h>
#include <stdio.h>

int __android_log_vprint(int priority, const char *tag, const char *format, va_list arguments) {
  fprintf(stderr, "[%s] ", tag);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  return 1;
}

int __android_log_print(int priority, const char *tag, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int written = __android_log_vprint(priority, tag, format, arguments);
  va_end(arguments);
  return written;
}

int __android_log_write(int priority, const char *tag, const char *message) {
  return __android_log_print(priority, tag, "%s", message);
}
