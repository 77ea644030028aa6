#include "agent/cli/attribute_table.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "agent/base/utc_text.h"
#include "agent/cli/audit_finding.h"
#include "agent/cli/text_table.h"

namespace neuron {
namespace {

using agent::v1::Attribute;
using agent::v1::AttributeAudit;
using agent::v1::InstanceDrain;
using agent::v1::Publication;

// Null if there is none of that name.
const Attribute* Find(const google::protobuf::RepeatedPtrField<Attribute>& attributes,
                      const std::string& name) {
  for (const Attribute& attribute : attributes) {
    if (attribute.name() == name) {
      return &attribute;
    }
  }
  return nullptr;
}

std::string ValueOf(const Attribute* attribute) {
  return attribute == nullptr ? "-" : Printable(attribute->value());
}

std::string InstanceText(const Publication& publication) {
  if (!publication.has_container_instance_arn()) {
    return "container instance: not known yet\n";
  }
  return absl::StrCat("container instance: ", Printable(publication.container_instance_arn()),
                      "\n");
}

std::string TimeText(const google::protobuf::Timestamp& time) {
  return UtcText(absl::FromUnixSeconds(time.seconds()));
}

std::string WrittenText(const Publication& publication) {
  if (!publication.has_written_at()) {
    return "written: never by this agent\n";
  }
  return absl::StrCat("written: ", TimeText(publication.written_at()), "\n");
}

std::string ErrorText(const Publication& publication) {
  return publication.has_error() ? absl::StrCat("error: ", Printable(publication.error()), "\n")
                                 : "";
}

// What nobody has said yet: a second writer is an error too.
std::string AuditText(const Publication& publication) {
  const AttributeAudit& audit = publication.audit();
  if (!publication.has_audit()) {
    return "";
  }
  std::string text =
      absl::StrCat("audited: ", TimeText(audit.asked_at()), ", ", Printable(AuditFinding(audit)),
                   "; next ", audit.has_next_at() ? TimeText(audit.next_at()) : "-", "\n");
  if (audit.has_second_writer() && audit.second_writer() != publication.error()) {
    absl::StrAppend(&text, "second writer: ", Printable(audit.second_writer()), "\n");
  }
  if (audit.others_names_size() > 0) {
    absl::StrAppend(&text, "left alone, since somebody else has them: ",
                    Printable(absl::StrJoin(audit.others_names(), ", ")), "\n");
  }
  return text;
}

std::string DrainText(const Publication& publication) {
  const InstanceDrain& drain = publication.drain();
  std::string text;
  if (drain.has_drained_at()) {
    absl::StrAppend(&text, "drained: ", TimeText(drain.drained_at()), "\n");
  }
  if (drain.has_why()) {
    absl::StrAppend(&text, "draining: ", Printable(drain.why()), "\n");
  }
  if (drain.has_problem()) {
    absl::StrAppend(&text, "draining fails: ", Printable(drain.problem()), "\n");
  }
  return text;
}

}  // namespace

std::string PublicationTable(const Publication& publication) {
  std::vector<std::vector<std::string>> rows = {{"ATTRIBUTE", "WANTED", "WRITTEN", "WHY"}};
  for (const Attribute& wanted : publication.wanted()) {
    rows.push_back({Printable(wanted.name()), ValueOf(&wanted),
                    ValueOf(Find(publication.written(), wanted.name())), Printable(wanted.why())});
  }
  for (const Attribute& written : publication.written()) {
    if (Find(publication.wanted(), written.name()) == nullptr) {
      rows.push_back({Printable(written.name()), "-", ValueOf(&written), Printable(written.why())});
    }
  }
  return absl::StrCat(InstanceText(publication), WrittenText(publication), ErrorText(publication),
                      AuditText(publication), DrainText(publication), FormatTable(rows));
}

std::string WantedTable(const Publication& publication) {
  std::vector<std::vector<std::string>> rows = {{"ATTRIBUTE", "VALUE", "WHY"}};
  for (const Attribute& wanted : publication.wanted()) {
    rows.push_back({Printable(wanted.name()), ValueOf(&wanted), Printable(wanted.why())});
  }
  return FormatTable(rows);
}

}  // namespace neuron
