#include "tests/simulator/host/tree.h"

#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

TEST(Tree, HasARootWithInode1) {
  Tree tree;
  EXPECT_EQ(tree.root()->inode, 1U);
  EXPECT_EQ(tree.FindInode(1), tree.root());
  EXPECT_EQ(tree.Find(""), tree.root());
  EXPECT_EQ(tree.FindInode(0), nullptr);
  EXPECT_EQ(tree.FindInode(2), nullptr);
}

TEST(Tree, MakesTheDirectoriesAboveANode) {
  Tree tree;
  Node* file = tree.Make("sys/a/b", NodeKind::kFile, 0400);
  EXPECT_EQ(tree.Find("sys/a/b"), file);
  EXPECT_EQ(tree.Find("sys/a")->kind, NodeKind::kDirectory);
  EXPECT_EQ(tree.Find("sys/a")->mode, 0755U);
  EXPECT_EQ(PathOf(file), "sys/a/b");
}

TEST(Tree, GivesANodeThatExistsTheNewKindAndMode) {
  Tree tree;
  tree.Make("a/b", NodeKind::kFile, 0400);
  Node* directory = tree.Make("a", NodeKind::kDirectory, 0700);
  EXPECT_EQ(directory->mode, 0700U);
  EXPECT_EQ(directory->children.size(), 1U);
}

TEST(Tree, FollowsLinksOnlyIfAskedTo) {
  Tree tree;
  Node* file = tree.Make("sys/devices/x/f", NodeKind::kFile, 0644);
  tree.Make("sys/class/x", NodeKind::kLink, 0777)->content = "../devices/x";
  EXPECT_EQ(tree.Find("sys/class/x/f"), nullptr);
  EXPECT_EQ(tree.Resolve("sys/class/x/f"), file);
  EXPECT_EQ(tree.Resolve("sys/class/x"), file->parent);
  EXPECT_EQ(tree.Resolve("sys/class/y"), nullptr);
}

TEST(Tree, GivesUpOnALinkToItself) {
  Tree tree;
  tree.Make("a", NodeKind::kLink, 0777)->content = "a";
  EXPECT_EQ(tree.Resolve("a"), nullptr);
}

TEST(Tree, KeepsARemovedNodeWithItsInode) {
  Tree tree;
  Node* file = tree.Make("a/b", NodeKind::kFile, 0644);
  Tree::Remove(tree.Find("a"));
  EXPECT_EQ(tree.Find("a"), nullptr);
  EXPECT_FALSE(tree.IsAttached(file));
  EXPECT_EQ(tree.FindInode(file->inode), file);
  EXPECT_EQ(PathOf(file), "a/b");
}

TEST(Tree, EmptiesWhatItRemoves) {
  Tree tree;
  Node* file = tree.Make("a/b", NodeKind::kFile, 0644);
  file->content = "1";
  Node* directory = tree.Find("a");
  Tree::Remove(directory);
  EXPECT_EQ(Tree::FindChild(directory, "b"), nullptr);
  EXPECT_EQ(file->content, "");
}

TEST(Tree, MakesANewNodeInPlaceOfARemovedOne) {
  Tree tree;
  const Node* before = tree.Make("a/b", NodeKind::kFile, 0644);
  Tree::Remove(tree.Find("a/b"));
  const Node* after = tree.Make("a/b", NodeKind::kFile, 0644);
  EXPECT_NE(after->inode, before->inode);
  EXPECT_TRUE(tree.IsAttached(after));
}

}  // namespace
}  // namespace neuron::sim
