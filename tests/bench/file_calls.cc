#include "tests/bench/file_calls.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <set>

namespace neuron {
namespace {

struct Recorder {
  FileCalls calls;
  // What was opened meanwhile.
  std::set<int> opened;
};

// What the wrapped calls are noted in; null while nobody asks.
Recorder* recorder = nullptr;

// `fd` is what the call gave.
int Noted(const char* path, int flags, int fd) {
  if (recorder == nullptr) {
    return fd;
  }
  recorder->opened.insert(fd);
  if ((flags & O_DIRECTORY) != 0) {
    ++recorder->calls.directories;
  } else {
    recorder->calls.files.emplace_back(path);
  }
  return fd;
}

void NoteReadAt(int fd) {
  if (recorder == nullptr) {
    return;
  }
  if (recorder->opened.count(fd) != 0) {
    ++recorder->calls.reads;
  } else {
    recorder->calls.kept.push_back(fd);
  }
}

}  // namespace

FileCalls RecordFileCalls(const std::function<void()>& run) {
  Recorder here;
  recorder = &here;
  run();
  recorder = nullptr;
  return here.calls;
}

}  // namespace neuron

// The linker's --wrap leads calls of NAME to __wrap_NAME, and __real_NAME to libc.
extern "C" {

int __real_open(const char* path, int flags, mode_t mode);
int __wrap_open(const char* path, int flags, mode_t mode) {
  return neuron::Noted(path, flags, __real_open(path, flags, mode));
}

int __real_openat(int directory, const char* path, int flags, mode_t mode);
int __wrap_openat(int directory, const char* path, int flags, mode_t mode) {
  return neuron::Noted(path, flags, __real_openat(directory, path, flags, mode));
}

DIR* __real_opendir(const char* path);
DIR* __wrap_opendir(const char* path) {
  if (neuron::recorder != nullptr) {
    ++neuron::recorder->calls.directories;
  }
  return __real_opendir(path);
}

ssize_t __real_read(int fd, void* bytes, size_t size);
ssize_t __wrap_read(int fd, void* bytes, size_t size) {
  if (neuron::recorder != nullptr) {
    ++neuron::recorder->calls.reads;
  }
  return __real_read(fd, bytes, size);
}

ssize_t __real_pread(int fd, void* bytes, size_t size, off_t offset);
ssize_t __wrap_pread(int fd, void* bytes, size_t size, off_t offset) {
  neuron::NoteReadAt(fd);
  return __real_pread(fd, bytes, size, offset);
}

// With all that any call takes: what it does not take, the kernel does not look at.
long __real_syscall(long number, long a, long b, long c, long d, long e, long f);
long __wrap_syscall(long number, long a, long b, long c, long d, long e, long f) {
  if (number == SYS_pread64) {
    neuron::NoteReadAt(static_cast<int>(a));
  }
  const long result = __real_syscall(number, a, b, c, d, e, f);
  return number != SYS_openat ? result
                              : neuron::Noted(reinterpret_cast<const char*>(b), static_cast<int>(c),
                                              static_cast<int>(result));
}

int __real_faccessat(int directory, const char* path, int mode, int flags);
int __wrap_faccessat(int directory, const char* path, int mode, int flags) {
  if (neuron::recorder != nullptr) {
    neuron::recorder->calls.looks.emplace_back(path);
  }
  return __real_faccessat(directory, path, mode, flags);
}

ssize_t __real_readlink(const char* path, char* target, size_t size);
ssize_t __wrap_readlink(const char* path, char* target, size_t size) {
  if (neuron::recorder != nullptr) {
    neuron::recorder->calls.links.emplace_back(path);
  }
  return __real_readlink(path, target, size);
}

}  // extern "C"
