#ifndef AGENT_SNAPSHOT_VERDICT_BOOK_H_
#define AGENT_SNAPSHOT_VERDICT_BOOK_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/health/case_record.h"
#include "agent/health/health_ledger.h"
#include "agent/health/verdict.h"

namespace neuron {

// What is held against chips, in files: so that a chip that is bad does not become free by nothing
// but a restart of the agent.
//
// A directory of this user alone has a file for each chip that something is held against,
// neuron<N>, replaced as a whole (agent/health/case_record.h). What is told of a chip is in its
// file before it is told, but for what changes within a second and changes no verdict. What another
// boot left counts for nothing.
//
// Where files cannot be written it says so once in the log, and all else goes on. Touches nothing
// but its directory. Used on one thread.
class VerdictBook {
 public:
  static constexpr absl::Duration kPause = absl::Seconds(1);

  // `boot_id` is empty if it is not known: then nothing can be kept, and what was kept is refused.
  VerdictBook(std::string folder, std::string boot_id);

  // Hands what earlier runs of this boot have left to `ledger`, at this time of a clock that does
  // not go back within the boot. A file that cannot be read, or is not understood, is said in the
  // log, left as it is, and makes the ledger distrust the chip: nobody knows what was held against
  // it. REQUIRES: called once, before Keep().
  void Open(absl::Duration at, HealthLedger* ledger);

  // Writes down what the ledger holds against the chip, if that is not what the file says; removes
  // the file if it is nothing. The file of a chip that is distrusted stays.
  void Keep(const HealthLedger& ledger, int chip, absl::Duration at);

 private:
  struct Page {
    // Of the file but for its first line; empty if there is none that is understood.
    std::string body;
    Verdict verdict = Verdict::kUnknown;
    absl::Duration tried_at = -absl::InfiniteDuration();
  };

  std::string PathOf(int chip) const;
  void OpenFile(const std::string& name, absl::Duration at, HealthLedger* ledger);
  absl::Status TakeOver(int chip, absl::Duration at, HealthLedger* ledger);
  void Write(CaseRecord record, absl::Duration at);
  absl::Status WriteFile(const std::string& path, const std::string& text) const;
  void Remove(int chip);
  void Report(const absl::Status& kept);

  const std::string folder_;
  const std::string boot_id_;
  // By chip, the files that there are, or that could not be written.
  std::map<int, Page> pages_;
  bool kept_ = true;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_VERDICT_BOOK_H_
