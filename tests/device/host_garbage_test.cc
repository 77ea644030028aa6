// Whatever a file of the host or of a PCI function answers, no wrong number comes of it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/device/enumerator.h"
#include "agent/device/pci_function.h"
#include "tests/device/nasty_answers.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

constexpr char kFunction[] = "sys/bus/pci/devices/0000:00:1e.0";
constexpr char kClass[] = "sys/class/neuron_device";
constexpr char kModule[] = "sys/module/neuron";

// A file and what is in it; the fact of the same number is read from it.
struct Source {
  const char* directory;
  const char* file;
  const char* bytes;
};

const Source kSources[] = {
    {kFunction, "vendor", "0x1d0f\n"},
    {kFunction, "device", "0x7364\n"},
    {kFunction, "revision", "0xf0\n"},
    {kFunction, "numa_node", "1\n"},
    {kFunction, "local_cpulist", "0-47,96-143\n"},
    {kFunction, "current_link_speed", "16.0 GT/s PCIe\n"},
    {kFunction, "current_link_width", "8\n"},
    {kFunction, "max_link_speed", "32.0 GT/s PCIe\n"},
    {kFunction, "max_link_width", "16\n"},
    {kFunction, "aer_dev_correctable", "RxErr 3\nTOTAL_ERR_COR 3\n"},
    {kFunction, "aer_dev_nonfatal", "TLP 1\nTOTAL_ERR_NONFATAL 1\n"},
    {kFunction, "aer_dev_fatal", "TLP 2\nTOTAL_ERR_FATAL 2\n"},
    {kClass, "node_id_2", "1\n"},
    {kClass, "node_id_4", "3\n"},
    {kClass, "server_id_2", "00000000000000a2\n"},
    {kClass, "server_id_4", "00000000000000a4\n"},
    {kClass, "ultraserver_mode", "1,3,4\n"},
    {kClass, "node_id", "5\n"},
    {kClass, "node_cnt", "36\n"},
    {kClass, "reservation_id", "00000000000000aa\n"},
    {kClass, "hbm_7200_capable", "1\n"},
    {kClass, "current_perf_profile", "2\n"},
    {kModule, "version", "2.30.2.0\n"},
    {"sys/module/neuron/parameters", "no_reset", "1\n"},
    {"sys/module/neuron/parameters", "nmetric_log_posts", "3\n"},
    {"sys/class/dmi/id", "product_name", "trn2u.48xlarge\n"},
};

using Fact = Reading<std::string>;
// By the name of the file that it is read from.
using Facts = std::map<std::string, Fact>;

template <typename T>
Fact TextOf(const Reading<T>& reading) {
  return reading.Map([](const T& value) { return absl::StrCat(value); });
}

void AddFunction(const PciFunction& function, Facts* facts) {
  (*facts)["vendor"] = std::string("here");
  (*facts)["device"] = absl::StrCat(function.device_id);
  (*facts)["revision"] = TextOf(function.revision);
  (*facts)["numa_node"] = TextOf(function.numa_node);
  (*facts)["local_cpulist"] = TextOf(function.local_cpus);
  (*facts)["current_link_speed"] = TextOf(function.link.speed_gts);
  (*facts)["current_link_width"] = TextOf(function.link.width);
  (*facts)["max_link_speed"] = TextOf(function.widest_link.speed_gts);
  (*facts)["max_link_width"] = TextOf(function.widest_link.width);
  (*facts)["aer_dev_correctable"] = TextOf(function.errors.correctable);
  (*facts)["aer_dev_nonfatal"] = TextOf(function.errors.nonfatal);
  (*facts)["aer_dev_fatal"] = TextOf(function.errors.fatal);
}

void AddHost(const Inventory& host, Facts* facts) {
  const ClassAttributes& attributes = host.class_attributes;
  (*facts)["node_id_2"] = TextOf(attributes.node_id_2);
  (*facts)["node_id_4"] = TextOf(attributes.node_id_4);
  (*facts)["server_id_2"] = TextOf(attributes.server_id_2);
  (*facts)["server_id_4"] = TextOf(attributes.server_id_4);
  (*facts)["ultraserver_mode"] = TextOf(attributes.ultraserver_modes);
  (*facts)["node_id"] = TextOf(attributes.node_id);
  (*facts)["node_cnt"] = TextOf(attributes.node_count);
  (*facts)["reservation_id"] = TextOf(attributes.reservation_id);
  (*facts)["hbm_7200_capable"] = TextOf(attributes.hbm_7200_capable);
  (*facts)["current_perf_profile"] = TextOf(attributes.performance_profile);
  (*facts)["version"] = TextOf(host.driver_version);
  (*facts)["no_reset"] = TextOf(host.no_reset);
  (*facts)["nmetric_log_posts"] = TextOf(host.nmetric_log_posts);
  (*facts)["product_name"] = TextOf(host.instance_type);
}

bool IsIdentity(const std::string& file) { return file == "vendor" || file == "device"; }

bool IsName(const std::string& file) {
  return file == "version" || file == "product_name" || file == "reservation_id";
}

// What these bytes truly say: "-1" is how the kernel and the driver say that there is none, and a
// line feed how they say that a list is empty; a name may be any line.
bool IsTrue(const std::string& file, const std::string& bytes, const Fact& fact) {
  if (IsName(file) && fact.has_value()) {
    return fact.value() == absl::StripSuffix(bytes, "\n");
  }
  return fact.is_absent() && (bytes == "-1\n" || bytes == "\n" || bytes == "\n\n");
}

class HostGarbageTest : public testing::Test {
 protected:
  HostGarbageTest() {
    for (const Source& source : kSources) {
      tree_.Write(PathOf(source), source.bytes);
    }
    before_ = Read();
  }

  static std::string PathOf(const Source& source) {
    return absl::StrCat(source.directory, "/", source.file);
  }

  Facts Read() const {
    Facts facts;
    const std::vector<PciFunction> functions = ListPciFunctions(tree_.host()).value();
    for (const PciFunction& function : functions) {
      AddFunction(function, &facts);
    }
    AddHost(ReadHost(tree_.host()), &facts);
    return facts;
  }

  void ExpectNothingWrong(const Source& source, const std::string& bytes) {
    const Facts after = Read();
    if (IsIdentity(source.file)) {
      EXPECT_EQ(after.count("vendor"), 0U) << source.file;
      return;
    }
    for (const auto& [file, fact] : after) {
      if (file != source.file) {
        EXPECT_EQ(fact, before_.at(file)) << file << " by " << source.file;
      } else if (fact.is_unknown()) {
        EXPECT_TRUE(absl::StrContains(fact.why().message(), tree_.Path(PathOf(source))));
      } else {
        EXPECT_TRUE(IsTrue(file, bytes, fact))
            << file << ": " << absl::CHexEscape(bytes.substr(0, 40));
      }
    }
  }

  FakeTree tree_;
  Facts before_;
};

TEST_F(HostGarbageTest, IsNotWhatAHealthyHostSays) {
  EXPECT_EQ(before_.size(), std::size(kSources));
  for (const auto& [file, fact] : before_) {
    EXPECT_TRUE(fact.has_value()) << file;
  }
}

TEST_F(HostGarbageTest, NeverBecomesANumber) {
  for (const Source& source : kSources) {
    for (const std::string& bytes : NastyAnswers()) {
      tree_.Write(PathOf(source), bytes);
      ExpectNothingWrong(source, bytes);
    }
    tree_.Write(PathOf(source), source.bytes);
  }
  EXPECT_EQ(Read(), before_);
}

TEST_F(HostGarbageTest, IsUnknownWithItsPathWhereTheReadFails) {
  for (const Source& source : kSources) {
    tree_.Remove(PathOf(source));
    // Fails every read with EIO.
    ASSERT_EQ(symlink("/proc/self/mem", tree_.Path(PathOf(source)).c_str()), 0);
    ExpectNothingWrong(source, "no such text");
    tree_.Remove(PathOf(source));
    tree_.Write(PathOf(source), source.bytes);
  }
}

TEST_F(HostGarbageTest, IsAbsentWhereTheFileIsGone) {
  for (const Source& source : kSources) {
    tree_.Remove(PathOf(source));
    const Facts after = Read();
    if (!IsIdentity(source.file)) {
      EXPECT_TRUE(after.at(source.file).is_absent()) << source.file;
    }
    tree_.Write(PathOf(source), source.bytes);
  }
}

}  // namespace
}  // namespace neuron
