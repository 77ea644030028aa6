/*
 * Reads of the kernel's own types by programs that go through a process's table of files. Included
 * once by a program, after <bpf/bpf_core_read.h> and the types.
 */
#ifndef PROBES_KERNEL_READ_BPF_H_
#define PROBES_KERNEL_READ_BPF_H_

#include <stdbool.h>

/*
 * Since Linux 6.2 a program may read where it likes, and what is not there is 0: a quarter of the
 * time that a helper takes.
 */
const volatile bool reads_in_place;

extern void *bpf_rdonly_cast(const void *object, __u32 type) __ksym __weak;

#define READ(object, field) \
	(reads_in_place ? (object)->field : BPF_CORE_READ(object, field))

/* Any type of the kernel's that begins as a place in a table of files does. */
struct epoll_filefd {
	struct file *file;
} __attribute__((preserve_access_index));

static __always_inline struct file *file_in(struct file **place)
{
	struct file *file = NULL;

	if (reads_in_place)
		return ((struct epoll_filefd *)bpf_rdonly_cast(
				place, bpf_core_type_id_kernel(struct epoll_filefd)))->file;
	bpf_probe_read_kernel(&file, sizeof(file), place);
	return file;
}

#endif /* PROBES_KERNEL_READ_BPF_H_ */
