#ifndef AGENT_TELEMETRY_READING_FIELDS_H_
#define AGENT_TELEMETRY_READING_FIELDS_H_

#include <cstddef>
#include <string>
#include <type_traits>

#include "absl/strings/string_view.h"
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

// Makes every reading of the table unknown.
template <typename Field, typename Ours, std::size_t N>
void DimFields(const Field (&fields)[N], const absl::Status& why, Ours* to) {
  for (const auto& field : fields) {
    auto& reading = to->*field.reading;
    reading = std::remove_reference_t<decltype(reading)>::Unknown(why);
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
