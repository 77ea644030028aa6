#include "tests/bench/file_calls.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace neuron {
namespace {

// What the wrapped calls are noted in; null while nobody asks.
FileCalls* recorder = nullptr;

void NoteOpen(const char* path, int flags) {
  if (recorder == nullptr) {
    return;
  }
  if ((flags & O_DIRECTORY) != 0) {
    ++recorder->directories;
  } else {
    recorder->files.emplace_back(path);
  }
}

}  // namespace

FileCalls RecordFileCalls(const std::function<void()>& run) {
  FileCalls calls;
  recorder = &calls;
  run();
  recorder = nullptr;
  return calls;
}

}  // namespace neuron

// The linker's --wrap leads calls of NAME to __wrap_NAME, and __real_NAME to libc.
extern "C" {

int __real_open(const char* path, int flags, mode_t mode);
int __wrap_open(const char* path, int flags, mode_t mode) {
  neuron::NoteOpen(path, flags);
  return __real_open(path, flags, mode);
}

int __real_openat(int directory, const char* path, int flags, mode_t mode);
int __wrap_openat(int directory, const char* path, int flags, mode_t mode) {
  neuron::NoteOpen(path, flags);
  return __real_openat(directory, path, flags, mode);
}

DIR* __real_opendir(const char* path);
DIR* __wrap_opendir(const char* path) {
  neuron::NoteOpen(path, O_DIRECTORY);
  return __real_opendir(path);
}

ssize_t __real_read(int fd, void* bytes, size_t size);
ssize_t __wrap_read(int fd, void* bytes, size_t size) {
  if (neuron::recorder != nullptr) {
    ++neuron::recorder->reads;
  }
  return __real_read(fd, bytes, size);
}

ssize_t __real_pread(int fd, void* bytes, size_t size, off_t offset);
ssize_t __wrap_pread(int fd, void* bytes, size_t size, off_t offset) {
  if (neuron::recorder != nullptr) {
    neuron::recorder->kept.push_back(fd);
  }
  return __real_pread(fd, bytes, size, offset);
}

int __real_faccessat(int directory, const char* path, int mode, int flags);
int __wrap_faccessat(int directory, const char* path, int mode, int flags) {
  if (neuron::recorder != nullptr) {
    neuron::recorder->looks.emplace_back(path);
  }
  return __real_faccessat(directory, path, mode, flags);
}

ssize_t __real_readlink(const char* path, char* target, size_t size);
ssize_t __wrap_readlink(const char* path, char* target, size_t size) {
  if (neuron::recorder != nullptr) {
    neuron::recorder->links.emplace_back(path);
  }
  return __real_readlink(path, target, size);
}

}  // extern "C"
