// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "plan",
  products: [
    .library(name: "PlanModel", targets: ["PlanModel"]),
    .library(name: "ICalExport", targets: ["ICalExport"]),
    .library(name: "PlanReports", targets: ["PlanReports"]),
    .library(name: "ProgressStore", targets: ["ProgressStore"]),
    .executable(name: "plan", targets: ["PlanCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // Without pkg-config, whose -L would come before the folder of archives that bin/plan links from; `bin/prepare` names the packages.
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .target(name: "PlanModel", dependencies: ["CYAML"]),
    .target(name: "ICalExport", dependencies: ["PlanModel"]),
    .systemLibrary(name: "CQREncode"),
    .systemLibrary(name: "CXLSXWriter"),
    .systemLibrary(name: "CZip"),
    .target(name: "PlanReports", dependencies: ["PlanModel", "CQREncode", "CXLSXWriter", "CZip"]),
    .systemLibrary(name: "CFileSystem"),
    .target(name: "ProgressStore", dependencies: ["PlanModel", "CFileSystem", .product(name: "GRDB", package: "GRDB.swift")]),
    .systemLibrary(name: "CMessageDigest", providers: [.apt(["libmd-dev"])]),
    .executableTarget(
      name: "PlanCLI",
      dependencies: [
        "CMessageDigest",
        "PlanModel", "ICalExport", "PlanReports", "ProgressStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "PlanModelTests", dependencies: ["PlanModel", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "ICalExportTests", dependencies: ["ICalExport", "PlanModel", "TestSupport"]),
    .testTarget(name: "PlanReportsTests", dependencies: ["PlanReports", "PlanModel"]),
    .testTarget(
      name: "ProgressStoreTests",
      dependencies: ["ProgressStore", "PlanModel", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(
      name: "PlanCLITests", dependencies: ["PlanCLI", "PlanModel"], exclude: ["Golden", "Plans", "validate_ics.py", "schema.py"]),
  ],
  swiftLanguageModes: [.v6]
)
