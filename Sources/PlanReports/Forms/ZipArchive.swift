import CZip

/// A ZIP archive made in memory; the same parts give the same bytes.
enum ZipArchive {
  /// A file of the archive.
  struct Part {
    let name: String
    let bytes: [UInt8]
  }

  /// Why an archive could not be made.
  enum Failure: Error {
    /// The library is missing.
    case library(MissingLibrary)
    /// The reason in the words of the library.
    case packing(String)
  }

  private static let library = Result { () throws(MissingLibrary) -> ZipFunctions in
    // Debian 12 has version 4, later ones 5; what is called here is the same in both.
    try SystemLibrary(name: "libzip", versions: ["4", "5"]).functions(ZipFunctionNames())
  }

  /// Packs parts, in their order.
  static func bytes(of parts: [Part]) throws(Failure) -> [UInt8] {
    let library: ZipFunctions
    do throws(MissingLibrary) {
      library = try Self.library.get()
    } catch {
      throw .library(error)
    }
    var error = zip_error_t()
    library.zip_error_init(&error)
    defer { library.zip_error_fini(&error) }
    // The library reads what it packs when the archive is closed, so the parts lie still until then.
    let content = UnsafeMutableRawBufferPointer.allocate(byteCount: max(parts.reduce(0) { $0 + $1.bytes.count }, 1), alignment: 1)
    defer { content.deallocate() }
    guard let target = library.zip_source_buffer_create(nil, 0, 0, &error) else { throw library.failure(&error) }
    defer { library.zip_source_free(target) }
    // The archive gives its own hold on the target back; ours stays, to read from.
    library.zip_source_keep(target)
    guard let archive = library.zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
      library.zip_source_free(target)
      throw library.failure(&error)
    }
    var isClosed = false
    defer { if !isClosed { library.zip_discard(archive) } }
    func failed() -> Failure { library.failure(library.zip_get_error(archive)) }
    var offset = 0
    for part in parts {
      let place = UnsafeMutableRawBufferPointer(rebasing: content[offset..<offset + part.bytes.count])
      place.copyBytes(from: part.bytes)
      offset += part.bytes.count
      guard let source = library.zip_source_buffer(archive, place.baseAddress, UInt64(part.bytes.count), 0) else {
        throw failed()
      }
      let index = library.zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
      guard index >= 0 else {
        library.zip_source_free(source)
        throw failed()
      }
      // 1 January 1980 in the fields of MS-DOS, which know no zone, so that equal documents are equal to the byte.
      guard library.zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0) == 0,
        library.zip_set_file_compression(archive, UInt64(index), Int32(ZIP_CM_DEFLATE), 9) == 0
      else { throw failed() }
    }
    guard library.zip_close(archive) == 0 else { throw failed() }
    isClosed = true
    return try read(target, library)
  }

  private static func read(_ source: OpaquePointer, _ library: ZipFunctions) throws(Failure) -> [UInt8] {
    func failure() -> Failure { library.failure(library.zip_source_error(source)) }
    guard library.zip_source_open(source) == 0 else { throw failure() }
    defer { _ = library.zip_source_close(source) }
    var info = zip_stat_t()
    guard library.zip_source_stat(source, &info) == 0 else { throw failure() }
    var bytes = [UInt8](repeating: 0, count: Int(info.size))
    let count = bytes.withUnsafeMutableBytes { library.zip_source_read(source, $0.baseAddress, UInt64($0.count)) }
    guard count == bytes.count else { throw failure() }
    return bytes
  }
}

extension ZipFunctions {
  /// The failure that an error of the library is.
  fileprivate func failure(_ error: UnsafeMutablePointer<zip_error_t>?) -> ZipArchive.Failure {
    .packing(zip_error_strerror(error).map { String(cString: $0) } ?? "")
  }
}
