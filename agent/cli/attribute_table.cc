#include "agent/cli/attribute_table.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "agent/cli/text_table.h"

namespace neuron {
namespace {

using agent::v1::Attribute;
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

std::string WrittenText(const Publication& publication) {
  if (!publication.has_written_at()) {
    return "written: never by this agent\n";
  }
  const absl::Time time = absl::FromUnixSeconds(publication.written_at().seconds());
  return absl::StrCat(
      "written: ", absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone()), "\n");
}

std::string ErrorText(const Publication& publication) {
  return publication.has_error() ? absl::StrCat("error: ", Printable(publication.error()), "\n")
                                 : "";
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
                      FormatTable(rows));
}

std::string WantedTable(const Publication& publication) {
  std::vector<std::vector<std::string>> rows = {{"ATTRIBUTE", "VALUE", "WHY"}};
  for (const Attribute& wanted : publication.wanted()) {
    rows.push_back({Printable(wanted.name()), ValueOf(&wanted), Printable(wanted.why())});
  }
  return FormatTable(rows);
}

}  // namespace neuron
