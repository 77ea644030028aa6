#ifndef AGENT_BASE_STATUS_H_
#define AGENT_BASE_STATUS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// A failed system call as a Status: "<what>: <strerror> [errno N]".
//
// The code tells the caller what to do: NotFound (the thing is not there: ENOENT, ENODEV, ENXIO,
// ENOTDIR, ESRCH), PermissionDenied (EACCES, EPERM, EROFS), Unavailable (try again later: EAGAIN,
// EINTR, EBUSY, ENOMEM, EPIPE and the network's ECONNABORTED, ECONNREFUSED, ECONNRESET,
// EHOSTUNREACH, ENETUNREACH), DeadlineExceeded (ETIMEDOUT), AlreadyExists (EEXIST, EADDRINUSE),
// InvalidArgument (EINVAL, ENAMETOOLONG), ResourceExhausted (EMFILE, ENFILE, ENOSPC), Unimplemented
// (ENOSYS, EOPNOTSUPP, ENOTTY and the kernel's own 524), DataLoss (EIO), Unknown for the rest.
// REQUIRES: error > 0.
absl::Status ErrnoStatus(int error, absl::string_view what);

}  // namespace neuron

// Returns from the enclosing function if `expr`, a Status, is an error.
#define NEURON_RETURN_IF_ERROR(expr)      \
  do {                                    \
    absl::Status neuron_status_ = (expr); \
    if (!neuron_status_.ok()) {           \
      return neuron_status_;              \
    }                                     \
  } while (false)

// Assigns the value of `expr`, a StatusOr, to `lhs`, or returns its error.
#define NEURON_ASSIGN_OR_RETURN(lhs, expr) \
  NEURON_ASSIGN_OR_RETURN_1_(lhs, expr, NEURON_CONCAT_(neuron_status_or_, __LINE__))
#define NEURON_ASSIGN_OR_RETURN_1_(lhs, expr, result) \
  auto result = (expr);                               \
  if (!result.ok()) {                                 \
    return result.status();                           \
  }                                                   \
  lhs = *std::move(result)
#define NEURON_CONCAT_(a, b) NEURON_CONCAT_1_(a, b)
#define NEURON_CONCAT_1_(a, b) a##b

#endif  // AGENT_BASE_STATUS_H_
