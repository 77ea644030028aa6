#include "agent/capture/archive.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr std::size_t kBlock = 512;
constexpr int kLevel = 9;

// A ustar header (POSIX.1-1988); offsets and sizes of its fields are the standard's.
class TarHeader {
 public:
  TarHeader(absl::string_view name, std::size_t size, absl::Time when) {
    Put(0, 100, name);
    Put(100, 8, "0000644");
    Put(108, 8, "0000000");
    Put(116, 8, "0000000");
    Put(124, 12, absl::StrFormat("%011o", size));
    Put(136, 12, absl::StrFormat("%011o", std::max<std::int64_t>(absl::ToUnixSeconds(when), 0)));
    Put(156, 1, "0");
    Put(257, 6, "ustar");
    Put(263, 2, "00");
    Seal();
  }

  absl::string_view bytes() const { return {bytes_.data(), bytes_.size()}; }

 private:
  void Put(std::size_t offset, std::size_t room, absl::string_view text) {
    std::memcpy(&bytes_[offset], text.data(), std::min(room, text.size()));
  }

  // The sum of the header's bytes, its own place counted as spaces.
  void Seal() {
    Put(148, 8, "        ");
    const unsigned sum = std::accumulate(
        bytes_.begin(), bytes_.end(), 0U,
        [](unsigned total, char byte) { return total + static_cast<unsigned char>(byte); });
    Put(148, 8, absl::string_view(absl::StrFormat("%06o", sum) + std::string("\0 ", 2)));
  }

  std::array<char, kBlock> bytes_ = {};
};

}  // namespace

absl::StatusOr<std::string> PackTar(const std::vector<ArchiveMember>& members, absl::Time when) {
  std::string tar;
  for (const ArchiveMember& member : members) {
    if (member.name.empty() || member.name.size() > 100) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", member.name, "\" is no name for a member: use 1 to 100 bytes"));
    }
    absl::StrAppend(&tar, TarHeader(member.name, member.content.size(), when).bytes(),
                    member.content);
    tar.append((kBlock - tar.size() % kBlock) % kBlock, '\0');
  }
  // Two empty blocks are the end.
  tar.append(2 * kBlock, '\0');
  return tar;
}

absl::StatusOr<std::string> CompressZstd(const std::string& bytes) {
  std::string compressed(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  const std::size_t size =
      ZSTD_compress2(context, compressed.data(), compressed.size(), bytes.data(), bytes.size());
  ZSTD_freeCCtx(context);
  if (ZSTD_isError(size)) {
    return absl::InternalError(absl::StrCat("zstd: ", ZSTD_getErrorName(size)));
  }
  compressed.resize(size);
  return compressed;
}

}  // namespace neuron
