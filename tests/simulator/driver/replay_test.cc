// The driver room against what the real driver answered: every line of every recording.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/devices.h"
#include "tests/simulator/driver/fake_memory.h"
#include "tests/simulator/driver/recorded_application.h"
#include "tests/simulator/driver/recorded_ioctls.h"
#include "tests/simulator/host/differences.h"

namespace neuron::sim {
namespace {

constexpr std::uint64_t kArgument = 0x1000;
constexpr std::uint64_t kFirstPointer = 0x100000;

// Parts of answers by their names in differences.txt; the others are called by their first byte.
struct Field {
  absl::string_view ioctl;
  // Which of the pointers; -1 for the argument itself.
  int pointer;
  std::size_t begin, end;
  absl::string_view name;
};
constexpr Field kFields[] = {
    {"DEVICE_INFO", -1, 48, 64, "bar_address"},
    {"READ_HW_COUNTERS", 1, 36, 40, "power_sample"},
    {"ACQUIRE_NEURON_DS", -1, 8, 16, "mmap_offset"},
    {"DEVICE_BDF", -1, 4, 5, "slot"},
    {"DEVICE_BDF_EXT", -1, 12, 13, "slot"},
};

std::string FieldAt(const std::string& ioctl, int pointer, std::size_t byte) {
  for (const Field& field : kFields) {
    const bool is_in = byte >= field.begin && byte < field.end;
    if (field.ioctl == ioctl && field.pointer == pointer && is_in) {
      return absl::StrCat(ioctl, " ", field.name);
    }
  }
  return absl::StrCat(ioctl, " byte ", byte, " of ", pointer);
}

int FlagsOf(const std::string& open) {
  if (open == "O_RDONLY") return O_RDONLY;
  if (open == "O_RDWR") return O_RDWR;
  return open == "O_WRONLY" ? O_WRONLY : O_ACCMODE;
}

// One recorded host, replayed line after line.
class Replay {
 public:
  // `differences` must outlive this.
  Replay(const std::string& instance, Differences* differences)
      : host_(*BuildHost(*FindInstance(instance))), differences_(differences) {}

  void Play(const std::vector<RecordedIoctl>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const RecordedIoctl& row = rows[i];
      SCOPED_TRACE(absl::StrCat(host_->instance.type, " line ", i, ": ", row.state, " ", row.open,
                                " ", row.name, " of neuron", row.chip));
      Prepare(rows, i);
      row.is_mapping() ? ExpectMapping(row) : ExpectAnswer(row);
    }
  }

 private:
  // Who asks has the pid that it had, where its answers tell it.
  static pid_t PidOf(const std::vector<RecordedIoctl>& rows, std::size_t first) {
    for (std::size_t i = first; i < rows.size() && IsSameOpen(rows[i], rows[first]); ++i) {
      std::int32_t pid = 0;
      const bool is_held = rows[first].state == "held" || rows[first].state == "uid1000";
      const std::size_t where = is_held ? sizeof(AppsHeader) + sizeof(AppEntry) : 0;
      const bool tells = is_held ? rows[i].number == kIoctlAllAppsInfo && rows[i].out.size() > 1000
                                 : rows[i].number == kIoctlAppPid;
      if (!tells || rows[i].result != 0) continue;
      std::memcpy(&pid, rows[i].out.data() + where, sizeof(pid));
      return pid;
    }
    return 7;
  }

  static pid_t HolderOf(const std::vector<RecordedIoctl>& rows) {
    for (const RecordedIoctl& row : rows) {
      std::int32_t pid = 0;
      if (row.note != "pid of the holder") continue;
      std::memcpy(&pid, row.in.data(), sizeof(pid));
      return pid;
    }
    return 0;
  }

  static bool IsSameOpen(const RecordedIoctl& a, const RecordedIoctl& b) {
    return a.state == b.state && a.open == b.open && a.chip == b.chip;
  }

  // Closes the last open and begins the next, with the application that holds the chip meanwhile.
  void Prepare(const std::vector<RecordedIoctl>& rows, std::size_t i) {
    if (i > 0 && IsSameOpen(rows[i], rows[i - 1])) return;
    if (i > 0) {
      devices_.Close(monitor_.pid, rows[i - 1].chip, FlagsOf(rows[i - 1].open), [](int) {});
    }
    if (rows[i].state != "idle" && !application_) {
      application_.emplace(&devices_, Process{HolderOf(rows), "app", true});
      BeginApplication(rows[i].state);
    }
    monitor_ = {PidOf(rows, i), "monitor", true};
    devices_.Open(monitor_, rows[i].chip, FlagsOf(rows[i].open),
                  [](int error) { EXPECT_EQ(error, 0); });
  }

  void BeginApplication(const std::string& state) {
    if (state != "uid1000") return application_->Hold(host_->chips[0].cores);
    application_->Open();
    application_->AcquireDatastore();
    application_->Fill(0, host_->chips[0].cores);
  }

  void ExpectAnswer(RecordedIoctl row) {
    const auto memory = std::make_shared<FakeMemory>();
    for (std::size_t p = 0; p < row.pointers.size(); ++p) {
      const std::uint64_t place = kFirstPointer * (p + 1);
      std::memcpy(row.in.data() + row.pointers[p].at, &place, sizeof(place));
      std::memcpy(row.out.data() + row.pointers[p].at, &place, sizeof(place));
      memory->pieces[place] = row.pointers[p].in;
    }
    memory->pieces[kArgument] = row.in;
    std::optional<int> result;
    devices_.Ioctl(monitor_, row.chip, FlagsOf(row.open), row.number, kArgument, memory,
                   [&](int answer) { result = answer; });
    EXPECT_EQ(result, row.result);
    ExpectBytes(row.name, -1, memory->pieces[kArgument], row.out);
    for (std::size_t p = 0; p < row.pointers.size(); ++p) {
      ExpectBytes(row.name, static_cast<int>(p), memory->pieces[kFirstPointer * (p + 1)],
                  row.pointers[p].out);
    }
    if (row.number == kIoctlAcquireDatastore && result == 0) {
      std::memcpy(&mapped_at_, memory->pieces[kArgument].data() + 8, sizeof(mapped_at_));
    }
  }

  void ExpectBytes(const std::string& name, int pointer, const std::string& actual,
                   const std::string& recorded) {
    ASSERT_EQ(actual.size(), recorded.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
      if (actual[i] == recorded[i] || Allows(FieldAt(name, pointer, i))) continue;
      ADD_FAILURE() << FieldAt(name, pointer, i) << ": " << absl::BytesToHexString(actual)
                    << " instead of " << absl::BytesToHexString(recorded);
      return;
    }
  }

  // The small host's differences are its own.
  bool Allows(const std::string& subject) {
    return differences_->Allows(host_->chips.size() == 1 ? "one chip: " + subject : subject);
  }

  void ExpectMapping(const RecordedIoctl& row) {
    if (row.length != kDatastoreBytes) {
      EXPECT_TRUE(Allows("mmap:nds length"));
      return;
    }
    if (row.protection != "READ" && row.open == "O_RDONLY") return;  // Linux refuses it itself.
    std::string page;
    ASSERT_EQ(devices_.ReadPages(monitor_, row.chip, mapped_at_, row.length, &page), 0);
    for (std::size_t where = 0; where < page.size(); where += 8) {
      std::uint64_t number = 0;
      std::memcpy(&number, page.data() + where, sizeof(number));
      const auto recorded = row.numbers.find(where);
      EXPECT_EQ(number, recorded == row.numbers.end() ? 0 : recorded->second) << where;
    }
  }

  std::unique_ptr<Host> host_;
  Differences* differences_;
  Recorder recorder_{[](const std::string&) {}};
  Devices devices_{host_.get(), &recorder_, [](int, pid_t) {}};
  std::optional<RecordedApplication> application_;
  Process monitor_;
  std::uint64_t mapped_at_ = 0;
};

TEST(Replay, AnswersEveryRecordedIoctlAsTheDriverDid) {
  auto differences = Differences::Load("IOCTL");
  ASSERT_TRUE(differences.ok()) << differences.status();
  for (const auto& [instance, file] : {std::pair("inf1.24xlarge", "inf1/ioctl.jsonl"),
                                       {"inf2.48xlarge", "inf2/ioctl.jsonl"},
                                       {"trn1.32xlarge", "trn1/ioctl.jsonl"},
                                       {"trn1.2xlarge", "trn1/ioctl-uid1000.jsonl"},
                                       {"trn2.48xlarge", "trn2/ioctl.jsonl"},
                                       {"trn2u.48xlarge", "trn2u/ioctl.jsonl"}}) {
    const auto rows = ReadRecordedIoctls(file);
    EXPECT_GT(rows.size(), 90U);
    Replay(instance, &*differences).Play(rows);
  }
  EXPECT_THAT(differences->Unneeded(), testing::IsEmpty());
}

}  // namespace
}  // namespace neuron::sim
