#include "agent/container/family_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(FamilyBook, KnowsARevisionOnceItWasNoted) {
  FamilyBook book;
  EXPECT_EQ(book.Find("train", "7"), absl::nullopt);
  EXPECT_TRUE(book.Note("train", "7", {FamilyUse::kTakes, {0, 1}}));
  EXPECT_EQ(book.Find("train", "7"), (FamilyRecord{FamilyUse::kTakes, {0, 1}}));
  EXPECT_EQ(book.Find("train", "8"), absl::nullopt);
}

TEST(FamilyBook, AddsToWhatIsKnownAndTellsNews) {
  FamilyBook book;
  EXPECT_TRUE(book.Note("f", "1", {FamilyUse::kObserves, {}}));
  EXPECT_FALSE(book.Note("f", "1", {FamilyUse::kObserves, {}}));
  EXPECT_TRUE(book.Note("f", "1", {FamilyUse::kTakes, {3}}));
  EXPECT_TRUE(book.Note("f", "1", {FamilyUse::kTakes, {5}}));
  EXPECT_FALSE(book.Note("f", "1", {FamilyUse::kObserves, {}}));
  EXPECT_EQ(book.Find("f", "1"), (FamilyRecord{FamilyUse::kTakes, {3, 5}}));
  EXPECT_TRUE(book.Note("f", "1", {FamilyUse::kLeases, {}}));
  EXPECT_EQ(book.Find("f", "1")->use, FamilyUse::kLeases);
}

TEST(FamilyBook, PutsWhatWasSeenBeforeWhatADefinitionSays) {
  FamilyBook book;
  EXPECT_TRUE(book.Note("f", "1", {FamilyUse::kNone, {}}));
  EXPECT_TRUE(book.Note("f", "1", {FamilyUse::kObserves, {}}));
  EXPECT_TRUE(book.Note("g", "1", {FamilyUse::kMaps, {3}}));
  EXPECT_TRUE(book.Note("g", "1", {FamilyUse::kTakes, {4}}));
  EXPECT_FALSE(book.Note("g", "1", {FamilyUse::kMaps, {3}}));
  EXPECT_EQ(book.Text(), "f:1 observes -\ng:1 takes 3,4\n");
}

TEST(FamilyBook, IgnoresNamesThatEcsDoesNotAllow) {
  FamilyBook book;
  const std::string long_name(256, 'f');
  for (const std::string& family :
       {std::string(), std::string("a b"), std::string("a:b"), std::string("a\nb"), long_name}) {
    EXPECT_FALSE(book.Note(family, "1", {FamilyUse::kTakes, {1}})) << family;
    EXPECT_FALSE(FamilyBook::CanHold(family, "1")) << family;
  }
  for (const char* revision : {"", "x", "-1", "01", "1 ", "99999999999"}) {
    EXPECT_FALSE(book.Note("f", revision, {FamilyUse::kTakes, {1}})) << revision;
    EXPECT_FALSE(FamilyBook::CanHold("f", revision)) << revision;
  }
  EXPECT_EQ(book.Text(), "");
}

TEST(FamilyBook, ForgetsWhatWasNotedTheLongestAgo) {
  FamilyBook book;
  for (int i = 1; i <= 256; ++i) {
    book.Note("f", std::to_string(i), {FamilyUse::kTakes, {1}});
  }
  book.Note("f", "1", {FamilyUse::kTakes, {1}});
  book.Note("f", "257", {FamilyUse::kTakes, {1}});
  EXPECT_NE(book.Find("f", "1"), absl::nullopt);
  EXPECT_EQ(book.Find("f", "2"), absl::nullopt);
  EXPECT_NE(book.Find("f", "257"), absl::nullopt);
}

TEST(FamilyBook, WritesALineForEach) {
  FamilyBook book;
  book.Note("train", "7", {FamilyUse::kTakes, {0, 1, 63}});
  book.Note("watch", "2", {FamilyUse::kObserves, {}});
  book.Note("float", "1", {FamilyUse::kLeases, {}});
  EXPECT_EQ(book.Text(), "train:7 takes 0,1,63\nwatch:2 observes -\nfloat:1 leases -\n");
}

TEST(FamilyBook, ReadsWhatItWrote) {
  FamilyBook book;
  const std::string text =
      "train:7 takes 0,1,63\nwatch:2 observes -\nserve:3 none -\nfine:4 maps 3\n";
  EXPECT_THAT(book.Read(text), IsEmpty());
  EXPECT_EQ(book.Text(), text);
}

TEST(FamilyBook, SkipsAndNamesMalformedLines) {
  FamilyBook book;
  EXPECT_THAT(
      book.Read("f:1 takes 1\nf:2 takes 64\nf:3 grabs 1\nf:4\n\nf:5 takes 1 2\nf:6 takes \n"
                "f 7 takes\n"),
      ElementsAre("line 2: \"f:2 takes 64\"", "line 3: \"f:3 grabs 1\"", "line 4: \"f:4\"",
                  "line 6: \"f:5 takes 1 2\"", "line 7: \"f:6 takes\"", "line 8: \"f 7 takes\""));
  EXPECT_EQ(book.Text(), "f:1 takes 1\n");
  std::string garbage;
  for (int i = 0; i < 100; ++i) {
    garbage += "garbage\n";
  }
  EXPECT_THAT(book.Read(garbage), SizeIs(10));
}

TEST(FamilyBook, IsKeptInAFile) {
  const TemporaryDirectory folder;
  FamilyBook book;
  std::vector<std::string> complaints;
  EXPECT_TRUE(LoadFamilyBook(folder.Path("families"), &book, &complaints).ok()) << "no such file";
  book.Note("train", "7", {FamilyUse::kTakes, {0}});
  ASSERT_TRUE(SaveFamilyBook(folder.Path("families"), book).ok());
  FamilyBook read;
  EXPECT_TRUE(LoadFamilyBook(folder.Path("families"), &read, &complaints).ok());
  EXPECT_EQ(read.Text(), book.Text());
  EXPECT_THAT(complaints, IsEmpty());
}

TEST(FamilyBook, NamesTheFileThatItCannotReadOrWrite) {
  const TemporaryDirectory folder;
  FamilyBook book;
  std::vector<std::string> complaints;
  EXPECT_THAT(LoadFamilyBook(folder.path(), &book, &complaints).ToString(),
              testing::HasSubstr(folder.path()));
  EXPECT_THAT(SaveFamilyBook(folder.Path("no/families"), book).ToString(),
              testing::HasSubstr("no/families"));
}

TEST(FamilyBook, AFullBookOfTheLongestLinesFitsItsFile) {
  const TemporaryDirectory folder;
  FamilyBook book;
  for (int i = 0; i < 256; ++i) {
    book.Note(std::string(252, 'f') + std::to_string(100 + i), "4294967295",
              {FamilyUse::kObserves, ChipSet(~std::uint64_t{0})});
  }
  ASSERT_TRUE(SaveFamilyBook(folder.Path("families"), book).ok());
  FamilyBook read;
  std::vector<std::string> complaints;
  EXPECT_TRUE(LoadFamilyBook(folder.Path("families"), &read, &complaints).ok());
  EXPECT_EQ(read.Text(), book.Text());
}

}  // namespace
}  // namespace neuron
