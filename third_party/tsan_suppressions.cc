// What ThreadSanitizer takes for a race because Debian's libraries are not built for it. It asks for
// these by this name: https://github.com/google/sanitizers/wiki/ThreadSanitizerSuppressions

extern "C" const char* __tsan_default_suppressions() {
  // A status is given back in the library, which TSan does not see counting, and freed by the last
  // that does so.
  return "race:absl::debian3::Status::Unref\n";
}
