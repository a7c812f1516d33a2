// swift-tools-version:6.2

import PackageDescription

// A package of its own: it is compiled as Embedded Swift for processors that Swift Testing does not
// run on here. Scripts/check-arm.sh builds and runs it.
let package = Package(
  name: "Portable",
  products: [
    // Linked by a script, because no Swift driver links for these machines.
    .library(name: "TwinRunner", type: .static, targets: ["TwinRunner"])
  ],
  dependencies: [
    .package(name: "Silhouette", path: "../..")
  ],
  targets: [
    .target(
      name: "TwinRunner",
      dependencies: [
        .product(name: "SilhouetteCore", package: "Silhouette"),
        .product(name: "SilhouetteTwins", package: "Silhouette"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ],
  cLanguageStandard: .c17
)
