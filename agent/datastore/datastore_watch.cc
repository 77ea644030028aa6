#include "agent/datastore/datastore_watch.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace neuron {

DatastoreWatch::DatastoreWatch(Clock* clock, ReaderCrew::Post post,
                               std::shared_ptr<AttachingDriver> driver, Pace pace, Heard heard)
    : clock_(clock),
      driver_(std::move(driver)),
      pace_(pace),
      heard_(std::move(heard)),
      crew_(clock, std::move(post), pace.deadline) {}

DatastoreWatch::~DatastoreWatch() = default;

void DatastoreWatch::Follow(std::vector<Subject> subjects) {
  subjects_ = std::move(subjects);
  LookAgain();
}

void DatastoreWatch::LookAgain() {
  again_ = busy_;
  if (!busy_) {
    Begin();
  }
}

void DatastoreWatch::Begin() {
  again_ = false;
  began_ = clock_->Monotonic();
  std::vector<ReaderCrew::Read> reads = PlanToLeave();
  if (reads.empty()) {
    reads = PlanToRead();
  } else {
    // Letting go comes first.
    again_ = true;
  }
  if (!reads.empty()) {
    busy_ = true;
    crew_.Start(std::move(reads),
                [this](const std::vector<absl::Status>& statuses) { End(statuses); });
  }
}

void DatastoreWatch::End(const std::vector<absl::Status>& statuses) {
  busy_ = false;
  const std::vector<Pending> pending = std::exchange(pending_, {});
  for (std::size_t i = 0; i < pending.size(); ++i) {
    heard_(pending[i].chip, statuses[i].ok() ? *pending[i].counts : Counts(statuses[i]), began_);
  }
  if (again_ && !busy_) {
    Begin();
  }
}

std::vector<ReaderCrew::Read> DatastoreWatch::PlanToLeave() {
  std::vector<ReaderCrew::Read> reads;
  for (auto kept = kept_.begin(); kept != kept_.end();) {
    const auto [chip, chip_kept] = *kept;
    if (crew_.IsOut(chip) || IsToStay(chip, chip_kept)) {
      ++kept;
      continue;
    }
    reads.push_back(Task(chip, [reader = chip_kept.reader] { reader->Detach(); }));
    kept = kept_.erase(kept);
  }
  return reads;
}

bool DatastoreWatch::IsToStay(int chip, const Kept& kept) const {
  return std::any_of(subjects_.begin(), subjects_.end(), [&](const Subject& subject) {
    return subject.chip == chip && subject.appearance == kept.appearance &&
           !subject.holders.empty();
  });
}

std::vector<ReaderCrew::Read> DatastoreWatch::PlanToRead() {
  std::vector<ReaderCrew::Read> reads;
  for (const Subject& subject : subjects_) {
    if (!IsDue(subject)) {
      continue;
    }
    Kept& kept = kept_[subject.chip];
    if (kept.reader == nullptr) {
      kept.appearance = subject.appearance;
      kept.reader = std::make_shared<DatastoreReader>(driver_, subject.place);
    }
    kept.read_at = began_;
    const auto counts = std::make_shared<Counts>(absl::UnknownError("not read yet"));
    pending_.push_back({subject.chip, counts});
    reads.push_back(
        Task(subject.chip, [reader = kept.reader, holders = subject.holders, at = began_, counts] {
          *counts = reader->Read(holders, at);
        }));
  }
  return reads;
}

bool DatastoreWatch::IsDue(const Subject& subject) const {
  const auto kept = kept_.find(subject.chip);
  const bool waits = kept != kept_.end() && began_ - kept->second.read_at < pace_.period;
  return subject.allowed.ok() && !subject.holders.empty() && !waits && !crew_.IsOut(subject.chip);
}

ReaderCrew::Read DatastoreWatch::Task(int chip, std::function<void()> run) {
  // Whoever came back late may be attached to what nobody holds any more.
  return {chip, std::move(run), [this] { LookAgain(); }};
}

}  // namespace neuron
