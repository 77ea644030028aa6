// The idle tree against the five recorded hosts: every node, both ways.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/simulator/host/differences.h"
#include "tests/simulator/host/fixture_text.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {
namespace {

constexpr const char* kRecordedHosts[] = {"inf1.24xlarge", "inf2.48xlarge", "trn1.32xlarge",
                                          "trn2.48xlarge", "trn2u.48xlarge"};

char KindOf(NodeKind kind) {
  switch (kind) {
    case NodeKind::kDirectory:
      return 'D';
    case NodeKind::kFile:
      return 'F';
    case NodeKind::kLink:
      return 'L';
    case NodeKind::kDevice:
    case NodeKind::kControl:
    case NodeKind::kReport:
    case NodeKind::kLog:
      break;
  }
  return '?';
}

char KindOf(RecordedKind kind) {
  return kind == RecordedKind::kDirectory ? 'D' : kind == RecordedKind::kFile ? 'F' : 'L';
}

// All that is compared of a node, in words.
std::string Words(char kind, unsigned mode, int read_error, const std::string& bytes) {
  return absl::StrFormat("%c %04o error %d: %s", kind, mode, read_error, bytes);
}

using WordsByPath = std::map<std::string, std::string>;

void AddWords(const Node& node, const std::string& path, WordsByPath* words) {
  for (const auto& [inode, child] : node.children) {
    const std::string name = path.empty() ? child->name : absl::StrCat(path, "/", child->name);
    (*words)[name] = Words(KindOf(child->kind), child->mode, child->read_error, child->content);
    AddWords(*child, name, words);
  }
}

WordsByPath Recorded(const Recording& recording) {
  WordsByPath words;
  for (const absl::string_view text : {recording.sysfs, recording.pci}) {
    const auto nodes = ParseRecordedTree(text);
    EXPECT_TRUE(nodes.ok()) << nodes.status();
    for (const RecordedNode& node : *nodes) {
      // What its mode lets nobody read is the same unread.
      const bool is_unknown = node.unread && (node.mode & 0444) != 0;
      words[node.path] = Words(KindOf(node.kind), node.mode, node.read_error,
                               is_unknown ? "(not read)" : node.content);
    }
  }
  return words;
}

// What is different or only on one side, with both sides.
WordsByPath Compare(const WordsByPath& built, const WordsByPath& recorded) {
  WordsByPath differing;
  for (const auto& [path, words] : built) {
    const auto other = recorded.find(path);
    const std::string theirs = other == recorded.end() ? "nothing" : other->second;
    if (words != theirs) differing[path] = absl::StrCat(words, " against ", theirs);
  }
  for (const auto& [path, words] : recorded) {
    if (built.count(path) == 0) differing[path] = absl::StrCat("nothing against ", words);
  }
  return differing;
}

TEST(RecordedTree, IsTheBuiltOneButForTheListedDifferences) {
  auto differences = Differences::Load("TREE");
  ASSERT_TRUE(differences.ok()) << differences.status();
  for (const char* type : kRecordedHosts) {
    const auto host = BuildHost(*FindInstance(type));
    ASSERT_TRUE(host.ok()) << host.status();
    WordsByPath built;
    AddWords(*(*host)->tree.root(), "", &built);
    for (const auto& [path, words] : Compare(built, Recorded(*(*host)->instance.recording))) {
      EXPECT_TRUE(differences->Allows(path)) << type << " " << path << ": " << words;
    }
  }
  EXPECT_THAT(differences->Unneeded(), testing::IsEmpty());
}

}  // namespace
}  // namespace neuron::sim
