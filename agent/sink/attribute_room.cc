#include "agent/sink/attribute_room.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace neuron {

AttributeRoom::AttributeRoom(AttributeNames names)
    : names_(std::move(names)), ours_(names_.kinds), room_(ours_.size()) {}

bool AttributeRoom::Yield(std::vector<AttributeKind> others) {
  if (others == others_) {
    return false;
  }
  others_ = std::move(others);
  ours_.clear();
  absl::c_copy_if(names_.kinds, std::back_inserter(ours_),
                  [this](AttributeKind kind) { return !absl::c_linear_search(others_, kind); });
  room_ = ours_.size();
  return true;
}

void AttributeRoom::LeaveOut(AttributeKind kind) {
  const auto at = static_cast<std::size_t>(absl::c_find(ours_, kind) - ours_.begin());
  room_ = std::max<std::size_t>(1, std::min(room_, at));
}

bool AttributeRoom::Return(int more) {
  const std::size_t before = room_;
  room_ = std::min(ours_.size(), room_ + static_cast<std::size_t>(std::max(0, more)));
  return room_ > before;
}

std::vector<DesiredAttribute> AttributeRoom::Fitting(
    const std::vector<DesiredAttribute>& attributes) const {
  const auto end = ours_.begin() + static_cast<std::ptrdiff_t>(std::min(room_, ours_.size()));
  std::vector<DesiredAttribute> fitting;
  absl::c_copy_if(attributes, std::back_inserter(fitting), [&](const DesiredAttribute& attribute) {
    return std::find(ours_.begin(), end, attribute.kind) != end;
  });
  return fitting;
}

std::vector<std::string> AttributeRoom::Names() const {
  std::vector<std::string> names;
  for (AttributeKind kind : ours_) {
    names.push_back(AttributeName(names_, kind));
  }
  return names;
}

absl::Status AttributeRoom::problem() const {
  if (!others_.empty()) {
    return absl::AlreadyExistsError(absl::StrCat(
        "no neuron-agent wrote what ECS holds as ", NamesOf(others_.begin(), others_.end()),
        ": it is left alone; delete it, or choose another --attribute_prefix"));
  }
  if (room_ < ours_.size()) {
    return absl::ResourceExhaustedError(
        absl::StrCat("ECS takes 10 custom attributes of a container instance, and has no room for ",
                     NamesOf(ours_.begin() + static_cast<std::ptrdiff_t>(room_), ours_.end()),
                     "; delete attributes that nobody needs: the next audit takes the room"));
  }
  return absl::OkStatus();
}

std::string AttributeRoom::NamesOf(std::vector<AttributeKind>::const_iterator begin,
                                   std::vector<AttributeKind>::const_iterator end) const {
  return absl::StrJoin(begin, end, ", ", [this](std::string* out, AttributeKind kind) {
    absl::StrAppend(out, AttributeName(names_, kind));
  });
}

}  // namespace neuron
