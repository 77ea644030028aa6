#include "probes/module_functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// As the kernel writes it, with and without the right to see addresses.
constexpr char kKallsyms[] =
    "ffffffff81000000 T startup_64\n"
    "ffffffff81000040 t npid_detach\n"
    "0000000000000000 t ncdev_flush\t[neuron]\n"
    "0000000000000000 T npid_attach\t[neuron]\n"
    "ffffffffc0a03000 d ncdev_release\t[neuron]\n"
    "ffffffffc0a01000 t npid_detach\t[neuron]\n"
    "ffffffffc0a02000 t ncdev_open.constprop.0\t[neuron]\n"
    "ffffffffc0a04000 t nr_start_ncs\t[other]\n";

const std::set<std::string> kNames = {"ncdev_open",  "ncdev_flush",   "npid_attach",
                                      "npid_detach", "ncdev_release", "nr_start_ncs"};

TEST(ParseKernelFunction, GivesNameAndModule) {
  const auto function = ParseKernelFunction("0000000000000000 t ncdev_open\t[neuron]");
  ASSERT_TRUE(function.has_value());
  EXPECT_EQ(function->name, "ncdev_open");
  EXPECT_EQ(function->module, "neuron");
}

TEST(ParseKernelFunction, GivesNoModuleOfTheKernelsOwn) {
  const auto function = ParseKernelFunction("ffffffff81000000 W startup_64");
  ASSERT_TRUE(function.has_value());
  EXPECT_EQ(function->module, "");
}

TEST(ParseKernelFunction, PassesOverWhatIsNone) {
  for (const char* line : {"", " ", "\t", "0 t", "0 t ", "0 tT name", "0 d name",
                           "0 t name\tneuron", "0 t name\t[", "0 t two names"}) {
    EXPECT_FALSE(ParseKernelFunction(line).has_value()) << line;
  }
}

TEST(FunctionsOnlyOf, FindsThoseThatNothingElseHas) {
  const TemporaryDirectory directory;
  const auto found = FunctionsOnlyOf("neuron", kNames, directory.Write("kallsyms", kKallsyms));
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(*found, ElementsAre("ncdev_flush", "npid_attach"));
}

TEST(FunctionsOnlyOf, FindsNoneInAnEmptyList) {
  const TemporaryDirectory directory;
  EXPECT_THAT(*FunctionsOnlyOf("neuron", kNames, directory.Write("kallsyms", "")), IsEmpty());
}

TEST(FunctionsOnlyOf, FailsWithoutTheList) {
  const TemporaryDirectory directory;
  const auto found = FunctionsOnlyOf("neuron", kNames, directory.Path("kallsyms"));
  EXPECT_TRUE(absl::IsNotFound(found.status())) << found.status();
  EXPECT_THAT(std::string(found.status().message()), testing::HasSubstr("kallsyms"));
}

}  // namespace
}  // namespace neuron
