import Foundation
import Testing

/// The hash by which a content policy allows a text of a page, worked out by `sha256sum`: `sha256-…`.
func contentHash(_ text: some StringProtocol) throws -> String {
  let process = Process()
  let (input, output) = (Pipe(), Pipe())
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["sha256sum"]
  (process.standardInput, process.standardOutput) = (input, output)
  try process.run()
  try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  try input.fileHandleForWriting.close()
  let digits = Array(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).prefix(64))
  process.waitUntilExit()
  let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
  try #require(process.terminationStatus == 0 && bytes.count == 32, "sha256sum")
  return "sha256-" + Data(bytes).base64EncodedString()
}
