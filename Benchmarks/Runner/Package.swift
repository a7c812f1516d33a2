// swift-tools-version:6.2

import PackageDescription

// A package of its own, so that what is timed is what another program gets: public declarations of
// a release build.
let package = Package(
  name: "Runner",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "Silhouette", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "Runner",
      dependencies: [.product(name: "SilhouetteCore", package: "Silhouette")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
