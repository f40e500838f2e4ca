import CZip

/// A ZIP archive made in memory; the same parts give the same bytes.
enum ZipArchive {
  /// A file of the archive.
  struct Part {
    let name: String
    let bytes: [UInt8]
  }

  /// Why an archive could not be made, in the words of the library.
  struct Failure: Error {
    let text: String
  }

  /// Packs parts, in their order.
  static func bytes(of parts: [Part]) throws(Failure) -> [UInt8] {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    func failure() -> Failure { Failure(text: String(cString: zip_error_strerror(&error))) }
    // The library reads what it packs when the archive is closed, so the parts lie still until then.
    let content = UnsafeMutableRawBufferPointer.allocate(byteCount: max(parts.reduce(0) { $0 + $1.bytes.count }, 1), alignment: 1)
    defer { content.deallocate() }
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { throw failure() }
    defer { zip_source_free(target) }
    // The archive gives its own hold on the target back; ours stays, to read from.
    zip_source_keep(target)
    guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
      zip_source_free(target)
      throw failure()
    }
    var isClosed = false
    defer { if !isClosed { zip_discard(archive) } }
    func failed() -> Failure { Failure(text: String(cString: zip_strerror(archive))) }
    var offset = 0
    for part in parts {
      let place = UnsafeMutableRawBufferPointer(rebasing: content[offset..<offset + part.bytes.count])
      place.copyBytes(from: part.bytes)
      offset += part.bytes.count
      guard let source = zip_source_buffer(archive, place.baseAddress, UInt64(part.bytes.count), 0) else { throw failed() }
      let index = zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
      guard index >= 0 else {
        zip_source_free(source)
        throw failed()
      }
      // 1 January 1980 in the fields of MS-DOS, which know no zone, so that equal documents are equal to the byte.
      guard zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0) == 0,
        zip_set_file_compression(archive, UInt64(index), Int32(ZIP_CM_DEFLATE), 9) == 0
      else { throw failed() }
    }
    guard zip_close(archive) == 0 else { throw failed() }
    isClosed = true
    return try read(target)
  }

  private static func read(_ source: OpaquePointer) throws(Failure) -> [UInt8] {
    func failure() -> Failure { Failure(text: String(cString: zip_error_strerror(zip_source_error(source)))) }
    guard zip_source_open(source) == 0 else { throw failure() }
    defer { zip_source_close(source) }
    var info = zip_stat_t()
    guard zip_source_stat(source, &info) == 0 else { throw failure() }
    var bytes = [UInt8](repeating: 0, count: Int(info.size))
    let count = bytes.withUnsafeMutableBytes { zip_source_read(source, $0.baseAddress, UInt64($0.count)) }
    guard count == bytes.count else { throw failure() }
    return bytes
  }
}
