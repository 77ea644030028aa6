/*
 * Counts open, close and ioctl of certain files, with how long they took. Looks at every system
 * call of the host, so what comes first is what tells most of them apart at least cost.
 */
#include "probes/kernel_types.bpf.h"
#include "probes/descriptor.h"
#include "probes/device_call.h"
#include "probes/file_key.bpf.h"
/* After the types. */
#include <asm/unistd.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include "probes/kernel_read.bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#if defined(__TARGET_ARCH_x86)
struct pt_regs___call {
	unsigned long di;
} __attribute__((preserve_access_index));
#define FIRST_ARGUMENT(regs) ((regs)->di)
#elif defined(__TARGET_ARCH_arm64)
struct pt_regs___call {
	__u64 regs[31];
} __attribute__((preserve_access_index));
#define FIRST_ARGUMENT(regs) ((regs)->regs[0])
#endif

/* Which chip a file is. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, DEVICE_CALL_CHIPS);
	__type(key, struct descriptor_key);
	__type(value, __u32);
} chips SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, DEVICE_CALL_ROWS);
	__type(key, __u32);
	__type(value, struct device_call_counts);
} rows SEC(".maps");

/* None, until there are chips. */
struct device_majors majors[DEVICE_KINDS] = {{.lowest = 1}, {.lowest = 1}};

/* A call that has begun and is worth its end: an open, of whatever; or another of a chip. */
struct started {
	__u64 at_ns;
	/* 0: none. */
	__u32 thread;
	__u16 call;
	/* Of an open not known yet. */
	__u16 chip;
};

/*
 * Threads share places, so that it costs an address and not a look into a map. Whoever takes the
 * place of another says so. Neighbours, which may run at one time, are on different cache lines.
 */
#define LINES 1024
#define PLACES_OF_LINE 4

static struct started places[LINES][PLACES_OF_LINE];

__u64 displaced;

static struct started *place_of(__u32 thread)
{
	struct started *line = places[thread % LINES];

	/* Two sums, of which the verifier of Linux 6.1 knows the bounds, and not one. */
	asm volatile("" : "+r"(line));
	return &line[thread / LINES % PLACES_OF_LINE];
}

static __always_inline struct inode *inode_of(__u32 fd)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct fdtable *table = task->files->fdt;
	struct file *file;

	if (fd >= table->max_fds)
		return NULL;
	file = file_in(table->fd + fd);
	return file ? READ(file, f_inode) : NULL;
}

/* Whether some chip has this major; else the key is left alone. */
static bool set_device(struct descriptor_key *key, __u32 dev, enum device_kind kind)
{
	__u32 major = major_of(dev);

	if (major < majors[kind].lowest || major > majors[kind].highest)
		return false;
	key->major = major;
	key->minor = minor_of(dev);
	return true;
}

/* A regular file is a chip only where chips are simulated. */
static bool set_regular_file(struct descriptor_key *key, struct inode *inode)
{
	if (majors[DEVICE_KIND_REGULAR].lowest > majors[DEVICE_KIND_REGULAR].highest)
		return false;
	key->inode = BPF_CORE_READ(inode, i_ino);
	return set_device(key, BPF_CORE_READ(inode, i_sb, s_dev), DEVICE_KIND_REGULAR);
}

/* The chip that the descriptor is of; NULL if it is of none. */
static __always_inline __u32 *chip_of(__u32 fd)
{
	struct inode *inode = inode_of(fd);
	struct descriptor_key key = {};
	__u32 dev;
	int mode;

	if (!inode)
		return NULL;
	dev = READ(inode, i_rdev);
	if (!(dev ? set_device(&key, dev, DEVICE_KIND_CHARACTER) : set_regular_file(&key, inode)))
		return NULL;
	/* Read last: a block device has a number, too, and all sorts of files have an inode. */
	mode = READ(inode, i_mode) & S_IFMT;
	if (mode != (dev ? S_IFCHR : S_IFREG))
		return NULL;
	return bpf_map_lookup_elem(&chips, &key);
}

static void begin(enum device_call call, __u32 chip)
{
	__u32 thread = bpf_get_current_pid_tgid();
	struct started *started = place_of(thread);

	if (started->thread && started->thread != thread)
		__sync_fetch_and_add(&displaced, 1);
	started->thread = thread;
	started->call = call;
	started->chip = chip;
	started->at_ns = bpf_ktime_get_ns();
}

static __u32 latency_of(__u64 ns)
{
	__u32 log = 0;

	for (__u32 bits = 32; bits; bits /= 2) {
		if (ns >> bits) {
			ns >>= bits;
			log += bits;
		}
	}
	return log < DEVICE_CALL_LATENCIES ? log : DEVICE_CALL_LATENCIES - 1;
}

static void count(__u32 row, __u64 ns, bool failed)
{
	struct device_call_counts *counts = bpf_map_lookup_elem(&rows, &row);

	if (!counts)
		return;
	counts->latencies[latency_of(ns)]++;
	if (failed)
		counts->errors++;
}

SEC("tp_btf/sys_enter")
int enter_call(__u64 *ctx)
{
	struct pt_regs___call *regs = (void *)ctx[0];
	__u32 *chip;

	switch ((long)ctx[1]) {
#ifdef __NR_open
	case __NR_open:
#endif
	case __NR_openat:
	case __NR_openat2:
		begin(DEVICE_CALL_OPEN, 0);
		return 0;
	case __NR_close:
		chip = chip_of(FIRST_ARGUMENT(regs));
		if (chip)
			begin(DEVICE_CALL_CLOSE, *chip);
		return 0;
	case __NR_ioctl:
		chip = chip_of(FIRST_ARGUMENT(regs));
		if (chip)
			begin(DEVICE_CALL_IOCTL, *chip);
		return 0;
	default:
		return 0;
	}
}

SEC("tp_btf/sys_exit")
int leave_call(__u64 *ctx)
{
	__u32 thread = bpf_get_current_pid_tgid();
	struct started *started = place_of(thread);
	long result = ctx[1];
	__u32 chip, *opened;

	if (started->thread != thread)
		return 0;
	started->thread = 0;
	chip = started->chip;
	if (started->call == DEVICE_CALL_OPEN) {
		opened = result < 0 ? NULL : chip_of(result);
		if (!opened)
			return 0;
		chip = *opened;
	}
	count(DEVICE_CALL_ROW(chip, started->call), bpf_ktime_get_ns() - started->at_ns, result < 0);
	return 0;
}
