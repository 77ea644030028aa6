#include "tests/soak/size_log.h"

#include <malloc.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/base/file.h"

// Of AddressSanitizer's allocator, where that is linked in: Debian's gcc has no header for it.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes() __attribute__((weak));

namespace neuron {
namespace {

template <typename T>
T Required(absl::StatusOr<T> result) {
  if (!result.ok()) {
    std::fprintf(stderr, "%s\n", result.status().ToString().c_str());
    std::abort();
  }
  return *std::move(result);
}

// The number of the line "RssAnon:	    1234 kB".
std::int64_t Field(const std::string& status, absl::string_view name) {
  for (const absl::string_view line : absl::StrSplit(status, '\n')) {
    const std::vector<absl::string_view> words =
        absl::StrSplit(line, absl::ByAnyChar(":\t "), absl::SkipEmpty());
    std::int64_t number = 0;
    if (words.size() > 1 && words[0] == name && absl::SimpleAtoi(words[1], &number)) {
      return number;
    }
  }
  return 0;
}

std::int64_t HeapBytes() {
  if (IsSanitized()) {
    return static_cast<std::int64_t>(__sanitizer_get_current_allocated_bytes());
  }
  const struct mallinfo2 info = mallinfo2();
  return static_cast<std::int64_t>(info.uordblks + info.hblkhd);
}

}  // namespace

bool IsSanitized() { return __sanitizer_get_current_allocated_bytes != nullptr; }

ProcessSize SizeOfThisProcess() {
  ProcessSize size;
  // Before anything is read: what that takes is not counted.
  size.heap_bytes = HeapBytes();
  const std::string status = Required(ReadFile("/proc/self/status", 1 << 16));
  size.threads = Field(status, "Threads");
  size.anonymous_kib = Field(status, "RssAnon");
  size.descriptors = static_cast<std::int64_t>(Required(ListDirectory("/proc/self/fd")).size());
  return size;
}

std::string Text(const ProcessSize& size) {
  return absl::StrCat(size.descriptors, " descriptors, ", size.threads, " threads, ",
                      size.anonymous_kib, " KiB anonymous, ", size.heap_bytes, " bytes of heap");
}

std::string SizeLog::Growth(const Slack& slack) const {
  if (sizes_.size() < 4) {
    return "too short a run to judge";
  }
  for (const std::string& growth :
       {GrowthOfMost(&ProcessSize::descriptors, "descriptors"),
        GrowthOfMost(&ProcessSize::threads, "threads"),
        GrowthOfMedian(&ProcessSize::anonymous_kib, slack.anonymous_kib, "KiB anonymous"),
        GrowthOfMedian(&ProcessSize::heap_bytes, slack.heap_bytes, "bytes of heap")}) {
    if (!growth.empty()) {
      return growth;
    }
  }
  return "";
}

std::string SizeLog::GrowthOfMost(Field field, const std::string& name) const {
  const auto most = [&](auto begin, auto end) {
    return (*std::max_element(
               begin, end,
               [&](const ProcessSize& a, const ProcessSize& b) { return a.*field < b.*field; })).*
           field;
  };
  const auto half = sizes_.begin() + static_cast<std::ptrdiff_t>(sizes_.size() / 2);
  const std::int64_t before = most(sizes_.begin(), half);
  const std::int64_t after = most(half, sizes_.end());
  return after > before ? absl::StrCat(name, " grew from ", before, " to ", after) : "";
}

std::string SizeLog::GrowthOfMedian(Field field, std::int64_t slack,
                                    const std::string& name) const {
  const std::size_t quarter = sizes_.size() / 4;
  const std::int64_t before = Median(field, quarter, 2 * quarter);
  const std::int64_t after = Median(field, sizes_.size() - quarter, sizes_.size());
  return after > before + slack ? absl::StrCat(name, " grew from ", before, " to ", after) : "";
}

std::int64_t SizeLog::Median(Field field, std::size_t begin, std::size_t end) const {
  std::vector<std::int64_t> values;
  for (std::size_t i = begin; i < end; ++i) {
    values.push_back(sizes_[i].*field);
  }
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace neuron
