#ifndef TESTS_SIMULATOR_FILE_SYSTEM_H_
#define TESTS_SIMULATOR_FILE_SYSTEM_H_

// The version of libfuse's interface that this program speaks.
#define FUSE_USE_VERSION 35
#include <fuse3/fuse_lowlevel.h>

#include <cstdint>
#include <map>
#include <string>

#include "tests/simulator/driver/process.h"
#include "tests/simulator/host/tree.h"
#include "tests/simulator/play/control_file.h"
#include "tests/simulator/play/simulation.h"

namespace neuron::sim {

// The simulated host as a FUSE file system (libfuse's low-level interface).
//
// The kernel checks the modes. Files under sys/ and proc/ behave as kernfs has them: what is read
// is made at offset 0 and stays the same for the rest of the read; also root may not open a file
// against its mode bits; an open file of a chip that is gone reads ENODEV. Nothing can be made,
// renamed or removed: EPERM, and the recorder is told. Device nodes are regular files with the
// driver's open, close and ioctl; they cannot be mapped (ENODEV).
//
// On one thread; each request is answered before the next, but for writes to `control`.
class FileSystem {
 public:
  // All must outlive this.
  FileSystem(Host* host, Simulation* simulation, ControlFile* control)
      : host_(host), simulation_(simulation), control_(control) {}

  // What libfuse calls, with a FileSystem* as its user data.
  static fuse_lowlevel_ops Operations();

 private:
  // What stands behind a file handle.
  struct OpenFile {
    Node* node = nullptr;
    int flags = 0;
    // What a reader sees, as of its last read at offset 0.
    std::string text;
  };

  static FileSystem* Of(fuse_req_t request);
  static OpenFile* FileOf(fuse_req_t request, const fuse_file_info* info);
  static Process Caller(fuse_req_t request);

  static void Lookup(fuse_req_t request, fuse_ino_t parent, const char* name);
  static void GetAttributes(fuse_req_t request, fuse_ino_t inode, fuse_file_info* info);
  static void ReadTarget(fuse_req_t request, fuse_ino_t inode);
  static void ReadDirectory(fuse_req_t request, fuse_ino_t inode, std::size_t size, off_t offset,
                            fuse_file_info* info);
  static void Open(fuse_req_t request, fuse_ino_t inode, fuse_file_info* info);
  static void Read(fuse_req_t request, fuse_ino_t inode, std::size_t size, off_t offset,
                   fuse_file_info* info);
  static void Write(fuse_req_t request, fuse_ino_t inode, const char* bytes, std::size_t size,
                    off_t offset, fuse_file_info* info);
  static void Ioctl(fuse_req_t request, fuse_ino_t inode, unsigned number, void* argument,
                    fuse_file_info* info, unsigned flags, const void* in, std::size_t in_size,
                    std::size_t out_size);
  static void Flush(fuse_req_t request, fuse_ino_t inode, fuse_file_info* info);
  static void Release(fuse_req_t request, fuse_ino_t inode, fuse_file_info* info);
  static void SetAttributes(fuse_req_t request, fuse_ino_t inode, struct stat* attributes, int set,
                            fuse_file_info* info);
  static void Refuse(fuse_req_t request, fuse_ino_t inode, const char* name, const char* deed);

  Node* Find(fuse_ino_t inode) { return host_->tree.FindInode(inode); }
  struct stat Attributes(const Node& node) const;
  int OpenNode(const Process& process, Node* node, int flags);
  void CloseDevice(pid_t pid, const OpenFile& file);
  std::string TextOf(const Node& node) const;

  Host* host_;
  Simulation* simulation_;
  ControlFile* control_;
  std::map<std::uint64_t, OpenFile> open_files_;  // by handle
  std::uint64_t last_handle_ = 0;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_FILE_SYSTEM_H_
