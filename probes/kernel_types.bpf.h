/*
 * The few kernel types that the probes read, in place of a vmlinux.h dumped from one machine's
 * kernel. Only the named fields matter: with preserve_access_index, clang records each access and
 * libbpf moves it to where the running kernel has the field, so gaps and order are free.
 */
#ifndef PROBES_KERNEL_TYPES_BPF_H_
#define PROBES_KERNEL_TYPES_BPF_H_

#include <linux/bpf.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct super_block {
	unsigned int s_dev;
};

struct inode {
	unsigned short i_mode;
	unsigned int i_rdev;
	struct super_block *i_sb;
	unsigned long i_ino;
};

struct file {
	unsigned int f_flags;
	struct inode *f_inode;
};

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
	unsigned long *open_fds;
};

struct files_struct {
	struct fdtable *fdt;
};

struct kernfs_node {
	__u64 id;
};

struct cgroup {
	struct kernfs_node *kn;
};

struct css_set {
	struct cgroup *dfl_cgrp;
};

struct task_struct {
	int pid;
	int tgid;
	unsigned long long start_boottime;
	struct task_struct *group_leader;
	struct files_struct *files;
	struct css_set *cgroups;
	char comm[16];
};

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
	__u64 session_id;
	__u64 seq_num;
};

struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
};

struct bpf_iter__task_file {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
	__u32 fd;
	struct file *file;
};

#pragma clang attribute pop

#endif /* PROBES_KERNEL_TYPES_BPF_H_ */
