#include "tests/simulator/replay/archive_reader.h"

#include <zstd.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace neuron::sim {
namespace {

constexpr std::size_t kBlock = 512;

// A field of a ustar header up to its first NUL.
absl::string_view Field(absl::string_view header, std::size_t offset, std::size_t room) {
  const absl::string_view field = header.substr(offset, room);
  return field.substr(0, field.find('\0'));
}

// Octal digits, closed by a space or a NUL.
std::optional<std::uint64_t> Number(absl::string_view header, std::size_t offset,
                                    std::size_t room) {
  std::uint64_t number = 0;
  const absl::string_view field = Field(header, offset, room);
  const absl::string_view digits = field.substr(0, field.find(' '));
  for (const char digit : digits) {
    if (digit < '0' || digit > '7') return std::nullopt;
    number = number * 8 + static_cast<std::uint64_t>(digit - '0');
  }
  return digits.empty() ? std::nullopt : std::optional(number);
}

bool AddsUp(absl::string_view header) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const bool own = i >= 148 && i < 156;
    sum += own ? ' ' : static_cast<unsigned char>(header[i]);
  }
  return Number(header, 148, 8) == sum;
}

bool IsEnd(absl::string_view block) { return block.find_first_not_of('\0') == block.npos; }

absl::Status Damaged(std::size_t offset, absl::string_view how) {
  return absl::DataLossError(absl::StrCat("tar, byte ", offset, ": ", how));
}

using Context = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>;

}  // namespace

absl::StatusOr<std::map<std::string, std::string>> ReadTar(absl::string_view tar) {
  std::map<std::string, std::string> members;
  std::size_t offset = 0;
  while (offset + kBlock <= tar.size()) {
    const absl::string_view header = tar.substr(offset, kBlock);
    if (IsEnd(header)) return members;
    const std::optional<std::uint64_t> size = Number(header, 124, 12);
    if (Field(header, 257, 5) != "ustar" || !AddsUp(header) || !size) {
      return Damaged(offset, "no ustar header");
    }
    if (*size > tar.size() - offset - kBlock) return Damaged(offset, "the file is cut");
    const bool plain = header[156] == '0' || header[156] == '\0';
    const auto content = tar.substr(offset + kBlock, *size);
    if (plain) members[std::string(Field(header, 0, 100))] = std::string(content);
    offset += kBlock + (*size + kBlock - 1) / kBlock * kBlock;
  }
  return Damaged(tar.size(), "no end");
}

absl::StatusOr<std::string> DecompressZstd(absl::string_view frames, std::size_t limit) {
  const Context context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  ZSTD_inBuffer in = {frames.data(), frames.size(), 0};
  std::string bytes;
  std::size_t hint = 1;
  while (in.pos < in.size) {
    std::string piece(ZSTD_DStreamOutSize(), '\0');
    ZSTD_outBuffer out = {piece.data(), piece.size(), 0};
    hint = ZSTD_decompressStream(context.get(), &out, &in);
    if (ZSTD_isError(hint)) {
      return absl::DataLossError(absl::StrCat("zstd: ", ZSTD_getErrorName(hint)));
    }
    bytes.append(piece, 0, out.pos);
    if (bytes.size() > limit) {
      return absl::ResourceExhaustedError(absl::StrCat("more than ", limit, " bytes"));
    }
  }
  // What zstd would still like to have: nothing after a whole frame.
  if (hint != 0) return absl::DataLossError("zstd: the file is cut");
  return bytes;
}

}  // namespace neuron::sim
