#include "agent/device/answer_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr std::uint64_t kInode = UINT64_MAX;

AnswerBook::Edition Today() { return {"f2a7-boot", "2.24.7.0"}; }

DeviceAnswers Full() {
  DeviceAnswers answers;
  answers.pci = PciAddress{0x10000, 0xa0, 0x1e, 7};
  answers.architecture = 2;
  answers.revision = 0;
  answers.runtime_abi_min = 5;
  answers.runtime_abi_max = 7;
  answers.feature_flags = UINT64_MAX;
  answers.routing_id = 63;
  answers.core_order = std::vector<int>{4, 5, 6, 7, 2, 3, 0, 1};
  answers.pod = Pod{PodType::kTorus, PodState::kUltraServer, UINT64_MAX, 4, 3};
  return answers;
}

template <typename T>
Reading<T> Failed() {
  return Reading<T>::Unknown(absl::DataLossError("returned 8"));
}

DeviceAnswers AllUnknown() { return UnknownAnswers(absl::DataLossError("returned 8")); }

// A chip that said all, one that lacks everything, one that failed in everything.
AnswerBook ThreeChips() {
  AnswerBook book;
  book.Add({0, kInode, Full()});
  book.Add({10, kInode, DeviceAnswers()});
  book.Add({63, kInode, AllUnknown()});
  return book;
}

void ExpectThreeChips(const AnswerBook& book) {
  ASSERT_NE(book.Find(0), nullptr);
  EXPECT_EQ(book.Find(0)->answers, Full());
  EXPECT_EQ(book.Find(0)->inode, kInode);
  ASSERT_NE(book.Find(10), nullptr);
  EXPECT_EQ(book.Find(10)->answers, DeviceAnswers());
  ASSERT_NE(book.Find(63), nullptr);
  const DeviceAnswers& unknown = book.Find(63)->answers;
  EXPECT_TRUE(unknown.pci.is_unknown() && unknown.architecture.is_unknown() &&
              unknown.revision.is_unknown() && unknown.runtime_abi_min.is_unknown() &&
              unknown.runtime_abi_max.is_unknown() && unknown.feature_flags.is_unknown() &&
              unknown.routing_id.is_unknown() && unknown.core_order.is_unknown() &&
              unknown.pod.is_unknown());
  EXPECT_EQ(book.Find(1), nullptr);
}

void ExpectEmpty(const AnswerBook& book) {
  EXPECT_EQ(book.Format(Today()), AnswerBook().Format(Today()));
  EXPECT_EQ(book.Find(0), nullptr);
}

TEST(AnswerBook, FindsOnlyTheChipsThatWereAsked) {
  ExpectEmpty(AnswerBook());
  ExpectThreeChips(ThreeChips());
}

TEST(AnswerBook, KeepsTheLastAnswersOfAChip) {
  AnswerBook book = ThreeChips();
  book.Add({0, kInode, DeviceAnswers()});
  EXPECT_EQ(book.Find(0)->answers, DeviceAnswers());
}

TEST(AnswerBook, TakesAChipOut) {
  AnswerBook book = ThreeChips();
  book.Remove(0);
  EXPECT_EQ(book.Find(0), nullptr);
  EXPECT_NE(book.Find(10), nullptr);
  book.Remove(1);
}

TEST(AnswerBook, ComesBackFromItsText) {
  ExpectThreeChips(AnswerBook::Parse(ThreeChips().Format(Today()), Today()).value());
}

TEST(AnswerBook, TellsTheThreeStatesOfEachFieldApart) {
  const Reading<std::uint32_t> states[] = {7, Reading<std::uint32_t>::Absent(),
                                           Failed<std::uint32_t>()};
  for (const auto& architecture : states) {
    for (const auto& abi : states) {
      AnswerBook book;
      DeviceAnswers answers;
      answers.architecture = architecture;
      answers.runtime_abi_max = abi;
      book.Add({1, kInode, answers});
      const AnswerBook parsed = AnswerBook::Parse(book.Format(Today()), Today()).value();
      const DeviceAnswers& read = parsed.Find(1)->answers;
      EXPECT_EQ(read.architecture.has_value(), architecture.has_value());
      EXPECT_EQ(read.architecture.is_absent(), architecture.is_absent());
      EXPECT_EQ(read.runtime_abi_max.has_value(), abi.has_value());
      EXPECT_EQ(read.runtime_abi_max.is_absent(), abi.is_absent());
      EXPECT_TRUE(read.runtime_abi_min.is_absent());
    }
  }
}

TEST(AnswerBook, OfAnotherBootOrDriverIsEmpty) {
  const std::string text = ThreeChips().Format(Today());
  ExpectEmpty(AnswerBook::Parse(text, {"another", Today().driver_version}).value());
  ExpectEmpty(AnswerBook::Parse(text, {Today().boot_id, "2.25.4.0"}).value());
  ExpectEmpty(AnswerBook::Parse("", Today()).value());
  const std::string version_1 = "chips of boot f2a7-boot driver 2.24.7.0\n0 0 0 30 0 2 0 5 7 255\n";
  ExpectEmpty(AnswerBook::Parse(version_1, Today()).value());
  ExpectEmpty(AnswerBook::Parse(absl::string_view(), Today()).value());
}

TEST(AnswerBook, CutAnywhereInALineIsRefused) {
  const std::string text = ThreeChips().Format(Today());
  const std::size_t title = text.find('\n') + 1;
  for (std::size_t size = title - 1; size < text.size(); ++size) {
    const auto book = AnswerBook::Parse(absl::string_view(text).substr(0, size), Today());
    const bool whole_lines = size >= title && text[size - 1] == '\n';
    EXPECT_EQ(book.ok(), whole_lines) << size;
    EXPECT_TRUE(book.ok() || absl::IsDataLoss(book.status())) << size;
  }
}

TEST(AnswerBook, NamesTheLineThatIsNoChips) {
  const std::string good = "0 77 0 0 30 0 2 0 5 7 255 3 4,5,6,7,2,3,0,1 1,2,9,4,-1";
  const std::string text = AnswerBook().Format(Today()) + good + "\n";
  ASSERT_TRUE(AnswerBook::Parse(text, Today()).ok());
  const std::string tail = " 3 - -";
  for (const std::string& line : {
           std::string(),
           std::string("x"),
           std::string("1"),
           good + " 9",
           good.substr(0, 30),
           "64 77 0 0 0 0 2 0 5 7 255" + tail,
           "-1 77 0 0 0 0 2 0 5 7 255" + tail,
           "1 77 0 256 0 0 2 0 5 7 255" + tail,
           "1 77 0 0 32 0 2 0 5 7 255" + tail,
           "1 77 0 0 0 8 2 0 5 7 255" + tail,
           "1 77 - 0 0 0 2 0 5 7 255" + tail,
           "1 77 0 0 - 0 2 0 5 7 255" + tail,
           "1 77 - - ? - 2 0 5 7 255" + tail,
           "1 77 ? x y z 2 0 5 7 255" + tail,
           "1 77 0 0 0 0 4294967296 0 5 7 255" + tail,
           "1 77 0 0 0 0 2 0 5 7 18446744073709551616" + tail,
           "1 77 0 0 0 0 0x2 0 5 7 255" + tail,
           "1 77 0 0 0 0 +2 0 5 7 255" + tail,
           "1 -7 0 0 0 0 2 0 5 7 255" + tail,
           "1 ? 0 0 0 0 2 0 5 7 255" + tail,
       }) {
    const auto book = AnswerBook::Parse(absl::StrCat(text, line, "\n"), Today());
    EXPECT_EQ(book.status().code(), absl::StatusCode::kDataLoss) << line;
    EXPECT_THAT(std::string(book.status().message()), HasSubstr("line 3")) << line;
  }
}

TEST(AnswerBook, RefusesARoutingIdAnOrderOfCoresAndAPodThatCannotBe) {
  const auto parses = [](absl::string_view last_words) {
    const std::string line = absl::StrCat("1 77 0 0 0 0 3 0 5 7 255 ", last_words, "\n");
    return AnswerBook::Parse(AnswerBook().Format(Today()) + line, Today()).ok();
  };
  for (const char* words : {"63 - -", "? ? ?", "0 0,1,2,3,4,5,6,7 0,4,0,0,-1", "0 - ~"}) {
    EXPECT_TRUE(parses(words)) << words;
  }
  for (const char* words :
       {"64 - -", "-1 - -", "~ - -", "0 ~ -", "0 0,1,2,3,4,5,6 -", "0 0,1,2,3,4,5,6,6 -",
        "0 0,1,2,3,4,5,6,8 -", "0 0,1,2,3,4,5,6,7,0 -", "0 0,1,2,3,4,5,6,+7 -", "0 - 3,2,0,4,1",
        "0 - 1,5,0,4,1", "0 - 1,2,0,4,4", "0 - 1,2,0,4", "0 - 1,2,0,4,1,1", "0 - 1,2,-1,4,1",
        // One that is not settled is never written so.
        "0 - 1,1,0,4,1", "0 - 1,0,0,4,1"}) {
    EXPECT_FALSE(parses(words)) << words;
  }
}

TEST(AnswerBook, DoesNotKeepAPodThatIsNotSettled) {
  for (PodState state : {PodState::kNotStarted, PodState::kElecting}) {
    DeviceAnswers answers = Full();
    answers.pod = Pod{PodType::kTorus, state, 0, 0, -1};
    AnswerBook book;
    book.Add({1, kInode, answers});
    const AnswerBook parsed = AnswerBook::Parse(book.Format(Today()), Today()).value();
    for (const AnswerBook* kept : {&static_cast<const AnswerBook&>(book), &parsed}) {
      EXPECT_THAT(std::string(kept->Find(1)->answers.pod.why().message()),
                  HasSubstr("had not agreed"));
      EXPECT_EQ(kept->Find(1)->answers.routing_id, answers.routing_id);
    }
  }
}

TEST(AnswerBook, ComesBackFromItsFileReadableByAll) {
  const FakeTree tree;
  const std::string path = tree.Path("chips");
  ASSERT_TRUE(ThreeChips().Save(path, Today()).ok());
  ExpectThreeChips(AnswerBook::Load(path, Today()).value());
  struct stat found;
  ASSERT_EQ(stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777u, 0644u);
}

TEST(AnswerBook, ReplacesTheFile) {
  const FakeTree tree;
  ASSERT_TRUE(ThreeChips().Save(tree.Path("chips"), Today()).ok());
  ASSERT_TRUE(AnswerBook().Save(tree.Path("chips"), Today()).ok());
  ExpectEmpty(AnswerBook::Load(tree.Path("chips"), Today()).value());
}

TEST(AnswerBook, IsEmptyWithoutAFileOrWithAGarbledOrForeignOne) {
  FakeTree tree;
  ExpectEmpty(AnswerBook::Load(tree.Path("chips"), Today()).value());
  const std::string text = ThreeChips().Format(Today());
  for (const std::string& bytes :
       {std::string(), std::string("\n"), text.substr(0, text.size() - 3), text + "garbage\n",
        text + std::string("\0\xff\n", 3), ThreeChips().Format({"another", "boot"})}) {
    tree.Write("chips", bytes);
    ExpectEmpty(AnswerBook::Load(tree.Path("chips"), Today()).value());
  }
}

TEST(AnswerBook, FailsIfTheFileCannotBeReadOrReplaced) {
  const FakeTree tree({Dir("chips", {}), File("long", std::string(1 << 20, 'x'))});
  for (const char* name : {"chips", "long"}) {
    const absl::Status status = AnswerBook::Load(tree.Path(name), Today()).status();
    EXPECT_FALSE(status.ok());
    EXPECT_THAT(std::string(status.message()), HasSubstr(tree.Path(name)));
  }
  const absl::Status saved = AnswerBook().Save(tree.Path("gone/chips"), Today());
  EXPECT_EQ(saved.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(saved.message()), HasSubstr(tree.Path("gone/chips")));
}

}  // namespace
}  // namespace neuron
