// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "plan-benchmarks",
  dependencies: [.package(name: "plan", path: "..")],
  targets: [
    .executableTarget(name: "DateBenchmark", dependencies: [.product(name: "PlanModel", package: "plan")])
  ],
  swiftLanguageModes: [.v6]
)
