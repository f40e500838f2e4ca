import PlanModel
import Testing

@testable import PlanReports

/// Libraries of the system that are opened when they are first needed.
@Suite struct SystemLibraryTests {
  /// A table of one function.
  struct Functions {
    let first: @convention(c) (Double) -> Double
  }

  /// The table of a library.
  private func functions(_ library: SystemLibrary, _ name: StaticString) throws -> Functions {
    let name = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    return try library.functions([name, nil])
  }

  /// What is said where the table cannot be had.
  private func complaint(_ library: SystemLibrary, _ name: StaticString) -> Message? {
    do {
      _ = try functions(library, name)
      return nil
    } catch {
      return (error as? MissingLibrary)?.message
    }
  }

  @Test func aFunctionOfALibraryIsFound() throws {
    // A version that is not there is passed over.
    for versions in [["6"], ["999", "6"]] {
      let functions = try functions(SystemLibrary(name: "libm", versions: versions), "cos")
      #expect(functions.first(0) == 1 && functions.first(.pi) == -1)
    }
  }

  @Test func aLibraryThatIsNotThereIsNamedWithItsPackage() {
    #expect(
      complaint(SystemLibrary(name: "libkhongco", versions: ["4"]), "cos")
        == Message(
          vi: "máy này thiếu thư viện libkhongco.so.4; hãy nhờ người quản trị cài gói libkhongco4",
          en: "this machine lacks the library libkhongco.so.4; ask an administrator to install the package libkhongco4"))
    #expect(
      complaint(SystemLibrary(name: "libkhongco", versions: ["4", "5"]), "cos")
        == Message(
          vi:
            "máy này thiếu thư viện libkhongco.so.4 hoặc libkhongco.so.5; hãy nhờ người quản trị cài gói libkhongco4 hoặc libkhongco5",
          en:
            "this machine lacks the library libkhongco.so.4 or libkhongco.so.5; ask an administrator to install the package libkhongco4 or libkhongco5"
        ))
  }

  @Test func aLibraryWithoutTheFunctionCannotBeUsed() throws {
    let message = try #require(complaint(SystemLibrary(name: "libm", versions: ["6"]), "khong_co"))
    #expect(message.vi.hasPrefix("không dùng được thư viện libm.so.6 (") && message.vi.contains("khong_co"))
    #expect(message.vi.hasSuffix("); hãy nhờ người quản trị cài lại gói libm6"))
    #expect(message.en.hasPrefix("the library libm.so.6 cannot be used (") && message.en.contains("khong_co"))
    #expect(message.en.hasSuffix("); ask an administrator to reinstall the package libm6"))
  }
}
