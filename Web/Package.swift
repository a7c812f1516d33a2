// swift-tools-version:6.2

import PackageDescription

// A package of its own: it is compiled as Embedded Swift for wasm32 only, by
// Scripts/check-wasm.sh, with the options of toolset.json.
let package = Package(
  name: "SilhouetteWeb",
  dependencies: [
    .package(name: "Silhouette", path: "..")
  ],
  targets: [
    // What a C library would give the compiler and the kernels.
    .target(name: "CWebRuntime"),
    .executableTarget(
      name: "SilhouetteWeb",
      dependencies: [
        "CWebRuntime", .product(name: "SilhouetteCore", package: "Silhouette"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6)]),
  ],
  cLanguageStandard: .c17
)
