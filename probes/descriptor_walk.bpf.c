/*
 * Walks every descriptor of every process but its reader's in the kernel, and tells of those whose
 * file was asked for. Runs only when one of its iterators is read: walk_tables, which goes through
 * the tables of descriptors itself, or walk_descriptors, for which the kernel does so at several
 * times the cost.
 */
#include "probes/descriptor.h"
#include "probes/file_key.bpf.h"
#include "probes/kernel_types.bpf.h"
/* After the types. */
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include "probes/kernel_read.bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* As many as the driver has minors. */
#define MAX_KEYS 64

/* Of a table's map of those in use. */
#define WORD_BITS 64

/* The kernel goes through a table in one piece, and lets nobody else run. */
#define MAX_WORDS (DESCRIPTOR_TABLE_MAX / WORD_BITS)

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MAX_KEYS);
	__type(key, struct descriptor_key);
	__type(value, __u32);
} subjects SEC(".maps");

/* Of the subjects: bit n for major n and those that leave the same remainder. */
__u64 device_majors;
__u64 regular_majors;

/* Set by walk_tables, which has then left out a table: it is too large. */
bool truncated;

static __always_inline unsigned long word_in(unsigned long *place)
{
	unsigned long word = 0;

	bpf_probe_read_kernel(&word, sizeof(word), place);
	return word;
}

static __always_inline bool set_device(struct descriptor_key *key, __u32 dev, __u64 majors)
{
	key->major = major_of(dev);
	key->minor = minor_of(dev);
	return majors >> (key->major % 64) & 1;
}

/* Its descriptors outnumber those of most hosts, for it keeps what it reads each second open. */
static __always_inline bool is_readers(const struct task_struct *task)
{
	return (__u32)task->tgid == bpf_get_current_pid_tgid() >> 32;
}

/* The number of the subject that this is; NULL if it is none. */
static __always_inline __u32 *subject_of(struct inode *inode)
{
	struct descriptor_key key = {};

	switch (READ(inode, i_mode) & S_IFMT) {
	case S_IFCHR:
		if (!set_device(&key, READ(inode, i_rdev), device_majors))
			return NULL;
		break;
	case S_IFREG:
		if (!regular_majors ||
		    !set_device(&key, BPF_CORE_READ(inode, i_sb, s_dev), regular_majors))
			return NULL;
		key.inode = READ(inode, i_ino);
		break;
	default:
		return NULL;
	}
	return bpf_map_lookup_elem(&subjects, &key);
}

static __always_inline long tell(struct seq_file *seq, struct task_struct *task, __u32 fd,
				 __u32 flags, __u32 subject)
{
	struct descriptor_record record = {};

	record.start_ns = task->group_leader->start_boottime;
	record.cgroup = BPF_CORE_READ(task, cgroups, dfl_cgrp, kn, id);
	record.tgid = task->tgid;
	record.pid = task->pid;
	record.fd = fd;
	record.flags = flags;
	record.subject = subject;
	BPF_CORE_READ_STR_INTO(&record.comm, task, group_leader, comm);
	return bpf_seq_write(seq, &record, sizeof(record));
}

struct table_walk {
	struct seq_file *seq;
	struct task_struct *task;
	struct file **files;
	unsigned long *open;
};

/* Not 0: the kernel's buffer is full; it is handed over without this task, which comes again. */
static __always_inline long look_at(struct table_walk *walk, __u32 fd)
{
	struct file **place = walk->files + fd;
	struct file *file = file_in(place);
	__u32 *subject, flags;

	if (!file)
		return 0;
	subject = subject_of(READ(file, f_inode));
	if (!subject)
		return 0;
	flags = READ(file, f_flags);
	/* Has been closed meanwhile, and may have been another's file when it was read. */
	barrier();
	if (file_in(place) != file)
		return 0;
	return tell(walk->seq, walk->task, fd, flags, *subject);
}

static long look_at_word(__u32 word, struct table_walk *walk)
{
	unsigned long open = word_in(walk->open + word);

#pragma clang loop unroll(disable)
	for (__u32 bit = 0; bit < WORD_BITS; ++bit) {
		if (!(open >> bit))
			return 0;
		if (open >> bit & 1 && look_at(walk, word * WORD_BITS + bit))
			return 1;
	}
	return 0;
}

SEC("iter/task")
int walk_tables(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct table_walk walk;
	struct files_struct *files;
	struct fdtable *table;
	__u32 words;

	if (!task || truncated || is_readers(task))
		return 0;
	files = task->files;
	/* Has the table of the process, which is its first thread's. */
	if (!files || (task->pid != task->tgid && files == task->group_leader->files))
		return 0;
	table = files->fdt;
	words = table->max_fds / WORD_BITS;
	if (words > MAX_WORDS) {
		truncated = true;
		return 0;
	}
	walk.seq = ctx->meta->seq;
	walk.task = task;
	walk.files = table->fd;
	walk.open = table->open_fds;
	bpf_loop(words, look_at_word, &walk, 0);
	/*
	 * A table that its task has left, or outgrown, is not kept up, and may be another's soon;
	 * so what was told of this task is taken back, and the kernel comes to it again.
	 */
	barrier();
	return *(struct files_struct *volatile *)&task->files != files ||
	       *(struct fdtable *volatile *)&files->fdt != table;
}

SEC("iter/task_file")
int walk_descriptors(struct bpf_iter__task_file *ctx)
{
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	struct descriptor_key key = {};
	struct inode *inode;
	__u32 *subject;

	if (!task || !file || is_readers(task))
		return 0;
	inode = file->f_inode;
	switch (inode->i_mode & S_IFMT) {
	case S_IFCHR:
		set_device(&key, inode->i_rdev, 0);
		break;
	case S_IFREG:
		set_device(&key, inode->i_sb->s_dev, 0);
		key.inode = inode->i_ino;
		break;
	default:
		return 0;
	}
	subject = bpf_map_lookup_elem(&subjects, &key);
	if (!subject)
		return 0;
	/* A full buffer makes the kernel hand it over and come back to this descriptor. */
	tell(ctx->meta->seq, task, ctx->fd, file->f_flags, *subject);
	return 0;
}
