#ifndef TESTS_SIMULATOR_FILE_SYSTEM_H_
#define TESTS_SIMULATOR_FILE_SYSTEM_H_

// The version of libfuse's interface that this program speaks.
#define FUSE_USE_VERSION 35
#include <fuse3/fuse_lowlevel.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tests/simulator/driver/process.h"
#include "tests/simulator/host/tree.h"
#include "tests/simulator/page_drops.h"
#include "tests/simulator/pending_reads.h"
#include "tests/simulator/play/control_file.h"
#include "tests/simulator/play/simulation.h"

namespace neuron::sim {

// The simulated host as a FUSE file system (libfuse's low-level interface).
//
// The kernel checks the modes. Files under sys/ and proc/ behave as kernfs has them: what is read
// is made at offset 0 and stays the same for the rest of the read; also root may not open a file
// against its mode bits; an open file of a chip that is gone reads ENODEV; poll says POLLPRI when a
// file that tells its readers has changed since it was read. Nothing can be made, renamed or
// removed: EPERM, and the recorder is told. Device nodes are regular files with the driver's open,
// close, ioctl and mmap; the kernel's log is one that grows while it is read.
//
// On one thread. Reads of slow files, opens of chips in reset, and writes to `control` are answered
// later, in no order; none holds up another.
class FileSystem {
 public:
  // All must outlive this.
  FileSystem(Host* host, Simulation* simulation, ControlFile* control);

  // What libfuse calls, with a FileSystem* as its user data.
  static fuse_lowlevel_ops Operations();

  // The session that serves this from now on.
  void Start(fuse_session* session) { page_drops_.Start(session); }

  // The session is dead: it answers nobody any more.
  void Stop() { page_drops_.Stop(); }

  // Readable when Attend has something to do.
  int fd() const { return page_drops_.fd(); }
  void Attend() { page_drops_.Attend(); }

  // When Advance has something to do, if nothing changes before; nothing if it has not.
  std::optional<absl::Time> NextDue() const { return pending_reads_.NextDue(); }

  // Answers what is due, and tells those who poll. Call it also after each change of the host.
  void Advance(absl::Time now);

  // Answers all that waits with EIO: nobody may hang on a session that ends.
  void CutShort();

 private:
  // What stands behind a file handle.
  struct OpenFile {
    Node* node = nullptr;
    int flags = 0;
    // What a reader sees, as of its last read at offset 0.
    std::string text;
    bool was_read = false;
    // Who waits for a change of it; nullptr if nobody.
    fuse_pollhandle* poller = nullptr;
    // What he was told of: the text and whether the file was there. As in the kernel, he is told
    // again when something happens, not because he has not read it.
    std::string told_text;
    bool told_there = true;
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
  static void Poll(fuse_req_t request, fuse_ino_t inode, fuse_file_info* info,
                   fuse_pollhandle* poller);
  static void Flush(fuse_req_t request, fuse_ino_t inode, fuse_file_info* info);
  static void Release(fuse_req_t request, fuse_ino_t inode, fuse_file_info* info);
  static void SetAttributes(fuse_req_t request, fuse_ino_t inode, struct stat* attributes, int set,
                            fuse_file_info* info);
  static void Refuse(fuse_req_t request, fuse_ino_t inode, const char* name, const char* deed);

  Node* Find(fuse_ino_t inode) { return host_->tree.FindInode(inode); }
  fuse_ino_t DeviceInode(int chip);
  struct stat Attributes(const Node& node) const;
  int OpenFlags(const Process& process, Node* node, int flags);
  void OpenDevice(fuse_req_t request, Node* node, const fuse_file_info& info);
  void FinishOpen(fuse_req_t request, Node* node, const fuse_file_info& info,
                  const Process& process);
  void ReplyOpen(fuse_req_t request, Node* node, fuse_file_info info, const Process& process);
  void ReadDevice(fuse_req_t request, const Node& node, std::size_t size, off_t offset);
  void WriteDevice(fuse_req_t request, const Node& node, absl::string_view bytes, off_t offset,
                   const fuse_file_info& info);
  void ReplyRead(fuse_req_t request, OpenFile* file, std::size_t size, off_t offset);
  absl::Time ReadableAt(const Node& node, absl::Time asked) const;
  std::string TextOf(const Node& node) const;
  unsigned EventsOf(const OpenFile& file) const;
  bool TellsReaders(const Node& node) const;
  bool HasNews(const OpenFile& file) const;
  void TellPollers();

  Host* host_;
  Simulation* simulation_;
  ControlFile* control_;
  PageDrops page_drops_;
  PendingReads pending_reads_;
  std::map<std::uint64_t, OpenFile> open_files_;  // by handle
  // Those of open_files_ that have a poller.
  std::set<std::uint64_t> polled_;
  std::uint64_t last_handle_ = 0;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_FILE_SYSTEM_H_
