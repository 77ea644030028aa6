#ifndef AGENT_DEVICE_DIRECTORY_LISTING_H_
#define AGENT_DEVICE_DIRECTORY_LISTING_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace neuron {

// The files and directories in one directory. Links, and names that begin with a dot, are left out.
//
// A walk over thousands of directories reads each into a listing that it used before: the memory of
// the last one is taken again.
class DirectoryListing {
 public:
  // Lists the directory at `fd`, open at its beginning; leaves it open. Fails as ErrnoStatus,
  // naming `path`; then the listing is empty. An entry that vanishes meanwhile is left out.
  absl::Status Read(int fd, const std::string& path);

  // In no order.
  std::size_t size() const { return entries_.size(); }
  // Valid until the next Read().
  const char* name(std::size_t entry) const { return &names_[entries_[entry].name]; }
  bool is_directory(std::size_t entry) const { return entries_[entry].is_directory; }

  bool HasFile(const char* name) const;

 private:
  struct Entry {
    // Where its name begins in names_.
    std::size_t name;
    bool is_directory;
  };

  void Add(int fd, const char* name, unsigned char type);

  std::vector<Entry> entries_;
  // Each closed by a NUL.
  std::string names_;
};

}  // namespace neuron

#endif  // AGENT_DEVICE_DIRECTORY_LISTING_H_
