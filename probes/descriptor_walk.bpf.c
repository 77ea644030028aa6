/*
 * Walks every descriptor of every process in the kernel, and tells of those whose file was asked
 * for. Runs only when its iterator is read.
 */
#include "probes/descriptor.h"
#include "probes/file_key.bpf.h"
#include "probes/kernel_types.bpf.h"
/* After the types. */
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* As many as the driver has minors. */
#define MAX_KEYS 64

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, MAX_KEYS);
  __type(key, struct descriptor_key);
  __type(value, __u32);
} subjects SEC(".maps");

static void set_device(struct descriptor_key *key, __u32 dev) {
  key->major = major_of(dev);
  key->minor = minor_of(dev);
}

SEC("iter/task_file")
int walk_descriptors(struct bpf_iter__task_file *ctx) {
  struct task_struct *task = ctx->task;
  struct file *file = ctx->file;
  struct descriptor_key key = {};
  struct descriptor_record record = {};
  struct inode *inode;
  __u32 *subject;

  if (!task || !file) return 0;
  inode = file->f_inode;
  switch (inode->i_mode & S_IFMT) {
    case S_IFCHR:
      set_device(&key, inode->i_rdev);
      break;
    case S_IFREG:
      set_device(&key, inode->i_sb->s_dev);
      key.inode = inode->i_ino;
      break;
    default:
      return 0;
  }
  subject = bpf_map_lookup_elem(&subjects, &key);
  if (!subject) return 0;
  record.start_ns = task->group_leader->start_boottime;
  record.cgroup = BPF_CORE_READ(task, cgroups, dfl_cgrp, kn, id);
  record.tgid = task->tgid;
  record.pid = task->pid;
  record.fd = ctx->fd;
  record.flags = file->f_flags;
  record.subject = *subject;
  BPF_CORE_READ_STR_INTO(&record.comm, task, group_leader, comm);
  /* A full buffer makes the kernel hand it over and come back to this descriptor. */
  bpf_seq_write(ctx->meta->seq, &record, sizeof(record));
  return 0;
}
