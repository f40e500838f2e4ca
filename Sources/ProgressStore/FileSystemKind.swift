import CFileSystem
import Glibc
import PlanModel

/// The kinds of file systems on which SQLite's locks do not hold between machines.
enum FileSystemKind {
  /// Magic numbers of `statfs` (Linux `magic.h` and the file systems' own sources) with the names people know.
  static let network: [UInt32: String] = [
    0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB2", 0x0102_1997: "9P", 0x5346_414F: "AFS",
    0x6B41_4653: "AFS", 0x7375_7245: "Coda", 0x564C: "NCP", 0x00C3_6400: "Ceph", 0x0BD0_0BD0: "Lustre", 0x7461_636F: "OCFS2",
    0x0116_1970: "GFS2", 0x786F_4256: "VirtualBox", 0xBACB_ACBC: "VMware", 0x4750_4653: "GPFS", 0xAAD7_AAEA: "PanFS",
    0x1983_0326: "BeeGFS", 0x2030_528: "OrangeFS",
  ]
  static let fuse: UInt32 = 0x6573_5546

  /// The network file system of a magic number; nil for what is local, overlay included.
  ///
  /// FUSE carries both; `fuseType` is what the mount table calls it, such as `fuse.sshfs` or `fuseblk`.
  static func networkName(magic: UInt32, fuseType: @autoclosure () -> String?) -> String? {
    if let name = network[magic] { return name }
    guard magic == fuse else { return nil }
    let type = fuseType() ?? "fuse"
    return localFUSE.contains(type) ? nil : type
  }

  /// File systems of a disk of this machine that happen to run outside the kernel.
  private static let localFUSE: Set<String> = ["fuseblk", "fuse.ntfs-3g", "fuse.exfat", "fuse.fuse-overlayfs", "fuse.bindfs"]

  /// The network file system that a path lies on; nil where it is local or cannot be told.
  static func network(of path: String) -> String? {
    var info = statfs()
    guard statfs(path, &info) == 0 else { return nil }
    return networkName(magic: UInt32(truncatingIfNeeded: info.f_type), fuseType: mountType(of: path))
  }

  /// What the mount table calls the file system of a path.
  private static func mountType(of path: String) -> String? {
    var info = stat()
    guard stat(path, &info) == 0, let file = fopen("/proc/self/mountinfo", "re") else { return nil }
    defer { fclose(file) }
    // As glibc packs them (sys/sysmacros.h).
    let (low, high) = (UInt64(info.st_dev) & 0xFFFF_FFFF, UInt64(info.st_dev) >> 32)
    let device = "\((low >> 8 & 0xFFF) | (high & ~0xFFF)):\((low & 0xFF) | (low >> 12 & ~0xFF))"
    var line: UnsafeMutablePointer<CChar>?
    var size = 0
    defer { free(line) }
    while getline(&line, &size, file) > 0, let line {
      let fields = String(cString: line).split(separator: " ")
      guard fields.count > 2, fields[2] == device, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count else {
        continue
      }
      return String(fields[dash + 1])
    }
    return nil
  }
}
