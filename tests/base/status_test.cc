#include "agent/base/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <memory>
#include <string>
#include <vector>

namespace neuron {
namespace {

using absl::StatusCode;

struct CodeCase {
  StatusCode code;
  std::vector<int> errors;
};

TEST(ErrnoStatus, GivesEachErrorTheCodeThatTellsTheCallerWhatToDo) {
  const CodeCase cases[] = {
      {StatusCode::kNotFound, {ENOENT, ENODEV, ENXIO, ENOTDIR, ESRCH}},
      {StatusCode::kPermissionDenied, {EACCES, EPERM, EROFS}},
      {StatusCode::kUnavailable,
       {EAGAIN, EINTR, EBUSY, ENOMEM, EPIPE, ECONNABORTED, ECONNREFUSED, ECONNRESET, EHOSTUNREACH,
        ENETUNREACH}},
      {StatusCode::kDeadlineExceeded, {ETIMEDOUT}},
      {StatusCode::kAlreadyExists, {EEXIST, EADDRINUSE}},
      {StatusCode::kInvalidArgument, {EINVAL, ENAMETOOLONG}},
      {StatusCode::kResourceExhausted, {EMFILE, ENFILE, ENOSPC}},
      {StatusCode::kUnimplemented, {ENOSYS, EOPNOTSUPP, ENOTTY, 524}},
      {StatusCode::kDataLoss, {EIO}},
      {StatusCode::kUnknown, {EISDIR, ELOOP, EDOM, 4000}},
  };
  for (const CodeCase& c : cases) {
    for (int error : c.errors) {
      EXPECT_EQ(ErrnoStatus(error, "x").code(), c.code) << error;
    }
  }
}

TEST(ErrnoStatus, SaysWhatAndWhyAndTheNumber) {
  EXPECT_EQ(ErrnoStatus(ENOENT, "/sys/a").message(), "/sys/a: No such file or directory [errno 2]");
  EXPECT_THAT(std::string(ErrnoStatus(524, "ioctl").message()), testing::EndsWith("[errno 524]"));
}

absl::Status ReturnIfError(const absl::Status& status, bool* went_on) {
  NEURON_RETURN_IF_ERROR(status);
  *went_on = true;
  return absl::OkStatus();
}

TEST(ReturnIfError, ReturnsAnErrorAndGoesOnAfterOk) {
  bool went_on = false;
  EXPECT_EQ(ReturnIfError(absl::NotFoundError("a"), &went_on), absl::NotFoundError("a"));
  EXPECT_FALSE(went_on);
  EXPECT_TRUE(ReturnIfError(absl::OkStatus(), &went_on).ok());
  EXPECT_TRUE(went_on);
}

using Owned = std::unique_ptr<int>;

absl::StatusOr<int> Sum(absl::StatusOr<Owned> a, absl::StatusOr<Owned> b) {
  NEURON_ASSIGN_OR_RETURN(const Owned first, std::move(a));
  Owned second;
  NEURON_ASSIGN_OR_RETURN(second, std::move(b));
  return *first + *second;
}

TEST(AssignOrReturn, MovesTheValueOrReturnsTheError) {
  EXPECT_EQ(Sum(std::make_unique<int>(1), std::make_unique<int>(2)).value(), 3);
  EXPECT_EQ(Sum(absl::DataLossError("a"), std::make_unique<int>(2)).status(),
            absl::DataLossError("a"));
  EXPECT_EQ(Sum(std::make_unique<int>(1), absl::DataLossError("b")).status(),
            absl::DataLossError("b"));
}

}  // namespace
}  // namespace neuron
