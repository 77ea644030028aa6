// A process that calls libnrt as it is told: a command a line on its input, each answered by a line
// ("ok", or what is wrong) once it is done.
//
//   open LIBRARY          execute TIMES STATUS      threads COUNT TIMES PER_SECOND
//   repeat TIMES STATUS   schedule TIMES            hold | release (an execution of one thread)
//   init STATUS | close   load STATUS | unload      collectives STATUS
//   read BYTES            write BYTES               allocate PLACEMENT BYTES
//   fork TIMES (a child executes)                   share TIMES (one with the same memory does)
//   exec (this program again, with nothing open)  strict (seccomp's strict mode from now on)

#include <dlfcn.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "tests/probes/scripted_libnrt.h"

// The function of that name in the library that is open, as what it is declared.
#define LIBNRT(function) Find<decltype(function)>(#function)

namespace {

using Number = long long;

void* library = nullptr;
pthread_t holder;

template <typename Function>
Function* Find(const char* name) {
  auto* const function = reinterpret_cast<Function*>(dlsym(library, name));
  if (function == nullptr) {
    std::printf("no %s\n", name);
    _exit(1);
  }
  return function;
}

void* AsModel(Number status) { return reinterpret_cast<void*>(status); }

void Execute(Number times, Number status) {
  auto* const execute = LIBNRT(nrt_execute);
  for (Number i = 0; i < times; ++i) {
    execute(AsModel(status), nullptr, nullptr);
  }
}

struct Pace {
  Number times;
  Number per_second;
};

std::int64_t NowNs() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

// In bursts of a millisecond, so that the rate is kept where a sleep is long.
void* ExecutePaced(void* argument) {
  const Pace pace = *static_cast<const Pace*>(argument);
  auto* const execute = LIBNRT(nrt_execute);
  const std::int64_t begin = NowNs();
  for (Number i = 0; i < pace.times; ++i) {
    const std::int64_t due = begin + i * 1'000'000'000LL / pace.per_second;
    while (NowNs() < due) {
      const timespec slice = {0, 1'000'000};
      nanosleep(&slice, nullptr);
    }
    execute(nullptr, nullptr, nullptr);
  }
  return nullptr;
}

void ExecuteByThreads(Number count, Number times, Number per_second) {
  Pace pace = {times, per_second};
  pthread_t threads[64];
  for (Number i = 0; i < count; ++i) {
    pthread_create(&threads[i], nullptr, ExecutePaced, &pace);
  }
  for (Number i = 0; i < count; ++i) {
    pthread_join(threads[i], nullptr);
  }
}

void* ExecuteHeld(void*) {
  Execute(1, -1);
  return nullptr;
}

int ExecuteAsSharer(void* times) {
  Execute(*static_cast<Number*>(times), 0);
  return 0;
}

// As vfork does: another process in this one's memory.
void Share(Number times) {
  static char stack[256 * 1024];
  const int child = clone(ExecuteAsSharer, stack + sizeof(stack), CLONE_VM | SIGCHLD, &times);
  waitpid(child, nullptr, 0);
}

void Fork(Number times) {
  const pid_t child = fork();
  if (child == 0) {
    Execute(times, 0);
    _exit(0);
  }
  waitpid(child, nullptr, 0);
}

bool Obey(const char* command, Number a, Number b, Number c) {
  const auto is = [command](const char* name) { return std::strcmp(command, name) == 0; };
  if (is("execute")) {
    Execute(a, b);
  } else if (is("threads")) {
    ExecuteByThreads(a, b, c);
  } else if (is("repeat")) {
    LIBNRT(nrt_execute_repeat)(AsModel(b), nullptr, nullptr, static_cast<int>(a));
  } else if (is("schedule")) {
    for (Number i = 0; i < a; ++i) {
      LIBNRT(nrta_execute_schedule)(nullptr, nullptr, nullptr, 0, nullptr, nullptr);
    }
  } else if (is("hold")) {
    pthread_create(&holder, nullptr, ExecuteHeld, nullptr);
    while (LIBNRT(scripted_is_held)() == 0) {
      sched_yield();
    }
  } else if (is("release")) {
    LIBNRT(scripted_release)();
    pthread_join(holder, nullptr);
  } else if (is("init")) {
    LIBNRT(nrt_init)(static_cast<int>(a), nullptr, nullptr);
  } else if (is("close")) {
    LIBNRT(nrt_close)();
  } else if (is("load")) {
    LIBNRT(nrt_load)(AsModel(a), 0, 0, 1, nullptr);
  } else if (is("collectives")) {
    LIBNRT(nrt_load_collectives)(AsModel(a), 0, 0, 1, 0, 1, nullptr);
  } else if (is("unload")) {
    LIBNRT(nrt_unload)(nullptr);
  } else if (is("read")) {
    LIBNRT(nrt_tensor_read)(nullptr, nullptr, 0, static_cast<std::size_t>(a));
  } else if (is("write")) {
    LIBNRT(nrt_tensor_write)(nullptr, nullptr, 0, static_cast<std::size_t>(a));
  } else if (is("allocate")) {
    LIBNRT(nrt_tensor_allocate)(static_cast<int>(a), 0, static_cast<std::size_t>(b), "", nullptr);
  } else if (is("fork")) {
    Fork(a);
  } else if (is("share")) {
    Share(a);
  } else if (is("strict")) {
    // Looked up before: strict mode leaves no calls but read, write and exit.
    LIBNRT(nrt_execute);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT);
  } else {
    return false;
  }
  return true;
}

}  // namespace

int main() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // Nothing of a command is left in a buffer when the program is replaced.
  setvbuf(stdin, nullptr, _IONBF, 0);
  setvbuf(stdout, nullptr, _IOLBF, 0);
  std::puts("ok");
  char line[4096];
  while (std::fgets(line, sizeof(line), stdin) != nullptr) {
    char command[32] = "";
    char text[4000] = "";
    std::sscanf(line, "%31s %3999s", command, text);
    Number a = 0;
    Number b = 0;
    Number c = 0;
    std::sscanf(line, "%*s %lld %lld %lld", &a, &b, &c);
    if (std::strcmp(command, "exec") == 0) {
      execl("/proc/self/exe", "nrt_caller", nullptr);
    } else if (std::strcmp(command, "open") == 0) {
      library = dlopen(text, RTLD_NOW);
      std::puts(library != nullptr ? "ok" : dlerror());
    } else {
      std::puts(Obey(command, a, b, c) ? "ok" : "no such command");
    }
  }
  return 0;
}
