#include "probes/elf_functions.h"

#include <gelf.h>
#include <libelf.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace neuron {
namespace {

using Offsets = std::map<std::string, std::uint64_t>;

// More than any library's symbols take: what the agent reads of a file is bounded.
constexpr std::uint64_t kLargestSection = std::uint64_t{64} << 20;

struct ElfEnd {
  void operator()(Elf* elf) const { elf_end(elf); }
};
using ElfFile = std::unique_ptr<Elf, ElfEnd>;

absl::Status Broken(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("no ELF file in order: ", what));
}

absl::optional<std::uint64_t> FileOffset(Elf* elf, std::uint64_t address) {
  std::size_t count = 0;
  if (elf_getphdrnum(elf, &count) != 0) {
    return absl::nullopt;
  }
  for (std::size_t i = 0; i < count; ++i) {
    GElf_Phdr header;
    if (gelf_getphdr(elf, static_cast<int>(i), &header) != nullptr && header.p_type == PT_LOAD &&
        address >= header.p_vaddr && address - header.p_vaddr < header.p_filesz) {
      return address - header.p_vaddr + header.p_offset;
    }
  }
  return absl::nullopt;
}

std::uint64_t AfterEndbr(int fd, std::uint64_t offset) {
  constexpr unsigned char kEndbr64[] = {0xf3, 0x0f, 0x1e, 0xfa};
  unsigned char begin[sizeof(kEndbr64)] = {};
  const ssize_t got = pread(fd, begin, sizeof(begin), static_cast<off_t>(offset));
  const bool marked = got == sizeof(begin) && std::memcmp(begin, kEndbr64, sizeof(begin)) == 0;
  return marked ? offset + sizeof(kEndbr64) : offset;
}

bool IsSmall(const GElf_Shdr& section) { return section.sh_size <= kLargestSection; }

class SymbolTable {
 public:
  // The names are in the section that the table's header names.
  SymbolTable(Elf* elf, Elf_Scn* section, const GElf_Shdr& header)
      : elf_(elf), names_(header.sh_link) {
    GElf_Shdr names;
    Elf_Scn* const names_section = elf_getscn(elf, names_);
    const bool sane = names_section != nullptr && gelf_getshdr(names_section, &names) != nullptr &&
                      IsSmall(names);
    if (sane && IsSmall(header) && header.sh_entsize == sizeof(Elf64_Sym)) {
      data_ = elf_getdata(section, nullptr);
      count_ = static_cast<int>(header.sh_size / header.sh_entsize);
    }
  }

  bool ok() const { return data_ != nullptr; }

  void Find(const std::set<std::string>& names, int fd, Offsets* found) const {
    for (int i = 0; i < count_; ++i) {
      GElf_Sym symbol;
      if (gelf_getsym(data_, i, &symbol) == nullptr || symbol.st_shndx == SHN_UNDEF ||
          GELF_ST_TYPE(symbol.st_info) != STT_FUNC) {
        continue;
      }
      const char* const name = elf_strptr(elf_, names_, symbol.st_name);
      if (name == nullptr || names.count(name) == 0) {
        continue;
      }
      const absl::optional<std::uint64_t> offset = FileOffset(elf_, symbol.st_value);
      if (offset.has_value()) {
        (*found)[name] = AfterEndbr(fd, *offset);
      }
    }
  }

 private:
  Elf* const elf_;
  const std::size_t names_;
  Elf_Data* data_ = nullptr;
  int count_ = 0;
};

}  // namespace

absl::StatusOr<Offsets> FindFunctions(int fd, const std::set<std::string>& names) {
  elf_version(EV_CURRENT);
  // By reads: a mapped file that somebody cuts short would end the agent with SIGBUS.
  const ElfFile elf(elf_begin(fd, ELF_C_READ, nullptr));
  if (elf == nullptr || elf_kind(elf.get()) != ELF_K_ELF ||
      gelf_getclass(elf.get()) != ELFCLASS64) {
    return Broken("it has no header of 64 bits");
  }
  Offsets found;
  for (Elf_Scn* section = elf_nextscn(elf.get(), nullptr); section != nullptr;
       section = elf_nextscn(elf.get(), section)) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type != SHT_DYNSYM) {
      continue;
    }
    const SymbolTable symbols(elf.get(), section, header);
    if (!symbols.ok()) {
      return Broken("its symbols cannot be read");
    }
    symbols.Find(names, fd, &found);
  }
  return found;
}

}  // namespace neuron
