#ifndef CFILESYSTEM_SHIM_H
#define CFILESYSTEM_SHIM_H
/* statfs and the numbers it gives; Swift's Glibc has only statvfs, which does not tell what a file system is. */
#include <sys/vfs.h>
#endif
