#ifndef AGENT_TELEMETRY_READING_FIELDS_H_
#define AGENT_TELEMETRY_READING_FIELDS_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "agent/base/enum_array.h"
#include "agent/base/reading.h"
#include "agent/telemetry/consensus.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"

namespace neuron {

// Tables of the fields that stand in a struct of ours as readings and in a message as fields, and
// what is done with a whole table. The messages have a list `unknown`.

template <typename T, typename Ours, typename Theirs>
struct NumberField {
  absl::string_view name;
  Reading<T> Ours::*reading;
  bool (Theirs::*is_set)() const;
  T (Theirs::*get)() const;
  void (Theirs::*set)(T);
};

template <typename Ours, typename Theirs>
struct TextField {
  absl::string_view name;
  Reading<std::string> Ours::*reading;
  bool (Theirs::*is_set)() const;
  const std::string& (Theirs::*get)() const;
  std::string* (Theirs::*edit)();
};

// One that stands in an EnumArray of readings.
template <typename Enum, typename T, typename Theirs>
struct PlacedField {
  Enum place;
  absl::string_view name;
  bool (Theirs::*is_set)() const;
  T (Theirs::*get)() const;
  void (Theirs::*set)(T);
};

template <typename T, typename Ours, typename Theirs, std::size_t N>
void EncodeFields(const NumberField<T, Ours, Theirs> (&fields)[N], const Ours& from,
                  Theirs* message) {
  for (const auto& field : fields) {
    EncodeReading(from.*field.reading, field.name, message->mutable_unknown(),
                  [&](T value) { (message->*field.set)(value); });
  }
}

// Text that is not UTF-8 is mended.
template <typename Ours, typename Theirs, std::size_t N>
void EncodeFields(const TextField<Ours, Theirs> (&fields)[N], const Ours& from, Theirs* message) {
  for (const auto& field : fields) {
    EncodeReading(from.*field.reading, field.name, message->mutable_unknown(),
                  [&](const std::string& text) { *(message->*field.edit)() = ValidUtf8(text); });
  }
}

template <typename Enum, typename T, typename Theirs, std::size_t N, std::size_t kSize>
void EncodeFields(const PlacedField<Enum, T, Theirs> (&fields)[N],
                  const EnumArray<Enum, Reading<T>, kSize>& from, Theirs* message) {
  for (const auto& field : fields) {
    EncodeReading(from[field.place], field.name, message->mutable_unknown(),
                  [&](T value) { (message->*field.set)(value); });
  }
}

template <typename T, typename Ours, typename Theirs, std::size_t N>
void DecodeFields(const NumberField<T, Ours, Theirs> (&fields)[N], const Theirs& message,
                  Ours* to) {
  for (const auto& field : fields) {
    to->*field.reading = DecodeReading<T>(field.name, message.unknown(), (message.*field.is_set)(),
                                          (message.*field.get)());
  }
}

template <typename Ours, typename Theirs, std::size_t N>
void DecodeFields(const TextField<Ours, Theirs> (&fields)[N], const Theirs& message, Ours* to) {
  for (const auto& field : fields) {
    to->*field.reading = DecodeReading<std::string>(
        field.name, message.unknown(), (message.*field.is_set)(), (message.*field.get)());
  }
}

template <typename Enum, typename T, typename Theirs, std::size_t N, std::size_t kSize>
void DecodeFields(const PlacedField<Enum, T, Theirs> (&fields)[N], const Theirs& message,
                  EnumArray<Enum, Reading<T>, kSize>* to) {
  for (const auto& field : fields) {
    (*to)[field.place] = DecodeReading<T>(field.name, message.unknown(), (message.*field.is_set)(),
                                          (message.*field.get)());
  }
}

template <typename Field, typename Ours, std::size_t N>
void HearFields(const Field (&fields)[N], const Ours& from, Consensus* consensus) {
  for (const auto& field : fields) {
    consensus->Hear(from.*field.reading);
  }
}

}  // namespace neuron

#endif  // AGENT_TELEMETRY_READING_FIELDS_H_
