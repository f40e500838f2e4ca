// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "plan-benchmarks",
  dependencies: [.package(name: "plan", path: "..")],
  targets: [
    .systemLibrary(name: "CYAMLEvents", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .executableTarget(name: "DateBenchmark", dependencies: [.product(name: "PlanModel", package: "plan")]),
    .executableTarget(
      name: "ReadBenchmark", dependencies: ["CYAMLEvents", .product(name: "PlanModel", package: "plan")]),
  ],
  swiftLanguageModes: [.v6]
)
