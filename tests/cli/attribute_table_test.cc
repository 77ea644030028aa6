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

// The lines before the table.
std::string HeadOf(const Publication& publication) {
  const std::string table = PublicationTable(publication);
  return table.substr(0, table.find("ATTRIBUTE"));
}

TEST(PublicationTable, SaysWhatTheLastAuditFound) {
  Publication publication;
  agent::v1::AttributeAudit* const audit = publication.mutable_audit();
  audit->mutable_asked_at()->set_seconds(1795000000);
  EXPECT_EQ(HeadOf(publication),
            "container instance: not known yet\n"
            "written: never by this agent\n"
            "audited: 2026-11-18T11:06:40Z, not yet compared; next -\n");
  audit->mutable_next_at()->set_seconds(1795001800);
  audit->set_outcome(agent::v1::AUDIT_OUTCOME_WRITTEN_AGAIN);
  audit->set_repairs(3);
  audit->set_last_drift("neuron.fits is\ngone");
  EXPECT_NE(HeadOf(publication)
                .find("audited: 2026-11-18T11:06:40Z, written again; written again by audits so "
                      "far: 3, last because neuron.fits is\\x0agone; next 2026-11-18T11:36:40Z\n"),
            std::string::npos)
      << HeadOf(publication);
}

TEST(PublicationTable, NamesThoseWhoWriteBesideTheAgent) {
  Publication publication;
  agent::v1::AttributeAudit* const audit = publication.mutable_audit();
  audit->set_second_writer("somebody else");
  audit->add_others_names("neuron.fits");
  audit->add_others_names("neuron.health");
  EXPECT_NE(HeadOf(publication)
                .find("second writer: somebody else\n"
                      "left alone, since somebody else has them: neuron.fits, "
                      "neuron.health\n"),
            std::string::npos)
      << HeadOf(publication);
  publication.set_error("somebody else");
  EXPECT_EQ(HeadOf(publication).find("second writer"), std::string::npos) << "said already";
}

TEST(PublicationTable, SaysWhetherTheInstanceIsDrained) {
  agent::v1::Publication publication;
  publication.mutable_drain();
  EXPECT_EQ(HeadOf(publication).find("drain"), std::string::npos);
  publication.mutable_drain()->mutable_drained_at()->set_seconds(1795000000);
  publication.mutable_drain()->set_why("no chip\nis usable");
  publication.mutable_drain()->set_problem("grant it");
  EXPECT_NE(HeadOf(publication)
                .find("drained: 2026-11-18T11:06:40Z\ndraining: no chip\\x0ais usable\n"
                      "draining fails: grant it\n"),
            std::string::npos)
      << HeadOf(publication);
}

TEST(WantedTable, HasOnlyWhatIsWanted) {
  EXPECT_EQ(WantedTable(Example()),
            "ATTRIBUTE        VALUE    WHY\n"
            "neuron.free-set  _00_01_  2 of 4 chips are free\n"
            "neuron.health    ok       every chip is ok\n");
}

}  // namespace
}  // namespace neuron
