"""Sources that name what they do not include. Pure: files are a map from paths to texts.

A precompiled header (third_party/precompiled.bzl) hides these from the compiler until somebody builds
without one. As for the compiler, what a source includes of ours brings what that includes in turn.
What a header of the system brings beside its own is luck, and does not count.
"""

import re
from typing import Mapping

# What these headers declare, as far as sources here name it or might.
_STD = {
    "algorithm": "all_of any_of clamp copy copy_if copy_n count count_if equal fill fill_n find find_if"
    " find_if_not includes is_sorted lower_bound max max_element min min_element none_of nth_element"
    " remove_if replace replace_if reverse sort stable_partition stable_sort transform unique"
    " upper_bound",
    "array": "array",
    "atomic": "atomic",
    "bitset": "bitset",
    "chrono": "chrono",
    "cmath": "ceil cos exp exp2 isfinite ldexp llround log round sqrt",
    "condition_variable": "condition_variable",
    "csignal": "raise signal",
    "cstdint": "int8_t int16_t int32_t int64_t intptr_t uint8_t uint16_t uint32_t uint64_t uintptr_t",
    "cstdio": "FILE fclose fflush fgets fopen fprintf fputs fread freopen fwrite getchar perror printf"
    " puts rename snprintf sscanf",
    "cstdlib": "abort atoi calloc free getenv malloc strtoull",
    "cstring": "memcmp memcpy memset strcmp strcpy strerror strlen strncmp strncpy",
    "deque": "deque",
    "filesystem": "filesystem",
    "fstream": "ifstream ofstream",
    "functional": "function greater less",
    "future": "async future promise",
    "iostream": "cerr cin cout",
    "iterator": "advance back_inserter distance inserter istreambuf_iterator next prev",
    "limits": "numeric_limits",
    "list": "list",
    "map": "map multimap",
    "memory": "enable_shared_from_this make_shared make_unique shared_ptr unique_ptr weak_ptr",
    "mutex": "call_once lock_guard mutex once_flag unique_lock",
    "numeric": "accumulate iota",
    "optional": "nullopt optional",
    "random": "minstd_rand mt19937 mt19937_64 random_device uniform_int_distribution",
    "set": "multiset set",
    "sstream": "istringstream ostringstream",
    "string": "getline stoi string to_string",
    "thread": "this_thread thread",
    "tuple": "make_tuple tie tuple",
    "unordered_map": "unordered_map",
    "utility": "exchange forward make_pair move pair swap",
    "vector": "vector",
}
_ABSL = {
    "absl/functional/function_ref.h": "FunctionRef",
    "absl/status/statusor.h": "StatusOr",
    "absl/strings/str_cat.h": "StrAppend StrCat",
    "absl/strings/str_format.h": "StrAppendFormat StrFormat",
    "absl/strings/str_join.h": "StrJoin",
    "absl/strings/str_split.h": "ByAnyChar MaxSplits SkipEmpty StrSplit",
    "absl/strings/string_view.h": "string_view",
    "absl/synchronization/mutex.h": "Mutex MutexLock",
    "absl/time/time.h": "Duration Hours InfiniteDuration InfiniteFuture InfinitePast Microseconds"
    " Milliseconds Minutes Nanoseconds Seconds Time ZeroDuration",
    "absl/types/optional.h": "make_optional nullopt optional",
    "absl/types/span.h": "MakeSpan Span",
    "absl/types/variant.h": "get get_if holds_alternative variant visit",
}
_TESTING = {
    "gmock/gmock.h": "AllOf Contains Each ElementsAre EndsWith Field HasSubstr IsEmpty Not Pair SizeIs"
    " StartsWith UnorderedElementsAre",
    "gtest/gtest.h": "Test TestWithParam Values ValuesIn",
}

HEADER_OF = {
    f"{space}::{name}": header
    for space, headers in (("std", _STD), ("absl", _ABSL), ("testing", _TESTING))
    for header, names in headers.items()
    for name in names.split()
}

_COMMENT = r"//.*"
_RAW_STRING = r'R"(\w*)\((?s:.)*?\)\1"'
_STRING = r'"(?:\\.|[^"\\\n])*"'


def missing_includes(files: Mapping[str, str]) -> list[str]:
    """Sources that name what HEADER_OF knows, but reach the header by no include of theirs or ours."""
    included = {path: _includes_of(text) for path, text in files.items() if _is_cpp(path)}
    return [
        f"{path}: includes no <{header}>"
        for path in sorted(included)
        for header in sorted(_needs(files[path]) - _reached_from(path, included))
    ]


def _is_cpp(path: str) -> bool:
    return path.endswith((".cc", ".h"))


def _includes_of(text: str) -> list[str]:
    return re.findall(r'^#include [<"]([^>"]+)[>"]', text, re.MULTILINE)


def _needs(text: str) -> set[str]:
    for aside in (_COMMENT, _RAW_STRING, _STRING):
        text = re.sub(aside, "", text)
    return {HEADER_OF[n] for n in re.findall(r"\b\w+::\w+", text) if n in HEADER_OF}


def _reached_from(path: str, included: Mapping[str, list[str]]) -> set[str]:
    """What the file includes in the end; headers of the system count as what they are alone."""
    reached, waiting = set(), [path]
    while waiting:
        new = set(included.get(waiting.pop(), ())) - reached
        reached |= new
        waiting += new
    return reached
