// swift-tools-version:6.0

import PackageDescription

let package = Package(
  name: "CutOut",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Silhouette", path: "../..")],
  targets: [
    .executableTarget(
      name: "CutOut", dependencies: [.product(name: "Silhouette", package: "Silhouette")])
  ]
)
