#include "agent/cli/attribute_table.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

using agent::v1::Attribute;
using agent::v1::Publication;

void Fill(Attribute* attribute, const std::string& name, const std::string& value,
          const std::string& why) {
  attribute->set_name(name);
  attribute->set_value(value);
  attribute->set_why(why);
}

Publication Example() {
  Publication publication;
  publication.set_container_instance_arn("arn:aws:ecs:r:1:container-instance/c/i");
  publication.mutable_written_at()->set_seconds(1795000000);
  Fill(publication.add_wanted(), "neuron.free-set", "_00_01_", "2 of 4 chips are free");
  Fill(publication.add_wanted(), "neuron.health", "ok", "every chip is ok");
  Fill(publication.add_written(), "neuron.free-set", "_00_01_02_", "3 of 4 chips are free");
  Fill(publication.add_written(), "neuron.old", "x", "gone");
  return publication;
}

TEST(PublicationTable, PutsWhatIsWantedBesideWhatIsWritten) {
  EXPECT_EQ(PublicationTable(Example()),
            "container instance: arn:aws:ecs:r:1:container-instance/c/i\n"
            "written: 2026-11-18T11:06:40Z\n"
            "ATTRIBUTE        WANTED   WRITTEN     WHY\n"
            "neuron.free-set  _00_01_  _00_01_02_  2 of 4 chips are free\n"
            "neuron.health    ok       -           every chip is ok\n"
            "neuron.old       -        x           gone\n");
}

TEST(PublicationTable, SaysWhatKeepsItFromBeingWritten) {
  Publication publication;
  publication.set_error("AccessDenied: add ecs:PutAttributes\n{...}");
  EXPECT_EQ(PublicationTable(publication),
            "container instance: not known yet\n"
            "written: never by this agent\n"
            "error: AccessDenied: add ecs:PutAttributes\\x0a{...}\n"
            "ATTRIBUTE  WANTED  WRITTEN  WHY\n");
}

TEST(WantedTable, HasOnlyWhatIsWanted) {
  EXPECT_EQ(WantedTable(Example()),
            "ATTRIBUTE        VALUE    WHY\n"
            "neuron.free-set  _00_01_  2 of 4 chips are free\n"
            "neuron.health    ok       every chip is ok\n");
}

}  // namespace
}  // namespace neuron
