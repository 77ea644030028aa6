/*
 * What the kernel's own numbers say of a file: which sort it is of, and of which device.
 */
#ifndef PROBES_FILE_KEY_BPF_H_
#define PROBES_FILE_KEY_BPF_H_

#include <linux/types.h>

/* Of its i_mode. */
#define S_IFMT 0170000
#define S_IFCHR 0020000
#define S_IFREG 0100000

/* A dev_t, which is not the one of stat(2). */
#define MINOR_BITS 20

static inline __u32 major_of(__u32 dev)
{
	return dev >> MINOR_BITS;
}

static inline __u32 minor_of(__u32 dev)
{
	return dev & ((1 << MINOR_BITS) - 1);
}

#endif /* PROBES_FILE_KEY_BPF_H_ */
