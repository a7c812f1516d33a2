// swift-tools-version:6.2

import PackageDescription

// The core compiles as Embedded Swift for the web too; this keeps the ordinary build from using
// what Embedded lacks.
let core: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .treatWarning("EmbeddedRestrictions", as: .error),
]
let hosted: [SwiftSetting] = [.swiftLanguageMode(.v6)]

let package = Package(
  name: "Silhouette",
  platforms: [.macOS(.v15)],
  products: [
    // The only declared products are those whose targets use no package, so that an app resolves
    // nothing else. The command is an executable target without a declared product.
    .library(name: "Silhouette", targets: ["Silhouette"]),
    // What compiles as Embedded Swift, for programs without an operating system: Web/ uses it.
    .library(
      name: "SilhouetteCore",
      targets: [
        "SilhouetteGraph", "SilhouetteFormats", "SilhouetteRuntime", "SilhouetteImaging",
        "CSilhouetteModels",
      ]),
    // Checks of the core on such machines: Tests/Portable runs them.
    .library(name: "SilhouetteTwins", targets: ["SilhouetteTwins"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // MARK: Core: no Foundation, no files, no clock
    .target(name: "CSilhouetteKernels"),
    .target(
      name: "CSilhouetteModels",
      // Embedded by models.c, not bundled beside the binary.
      exclude: ["selfie_segmenter.tflite", "selfie_segmenter_landscape.tflite"]),
    .target(name: "SilhouetteGraph", swiftSettings: core),
    .target(name: "SilhouetteFormats", dependencies: ["SilhouetteGraph"], swiftSettings: core),
    .target(
      name: "SilhouetteRuntime", dependencies: ["SilhouetteGraph", "CSilhouetteKernels"],
      swiftSettings: core),
    .target(name: "SilhouetteImaging", dependencies: ["CSilhouetteKernels"], swiftSettings: core),

    // MARK: The library
    .target(
      name: "Silhouette",
      dependencies: [
        "SilhouetteGraph", "SilhouetteFormats", "SilhouetteRuntime", "SilhouetteImaging",
        "CSilhouetteModels",
      ],
      swiftSettings: hosted),

    // MARK: The command
    .target(name: "CSilhouetteLibrary"),
    .target(
      name: "CSilhouetteCodecs", dependencies: ["CSilhouetteLibrary"],
      // libwebp, libtiff, lcms2 and libheif are opened when a photo needs them.
      linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("deflate"), .linkedLibrary("z")]),
    .target(
      name: "SilhouetteMedia", dependencies: ["SilhouetteImaging", "CSilhouetteCodecs"],
      swiftSettings: hosted),
    // libcurl, libarchive and libcrypto are opened when something is fetched.
    .target(name: "CSilhouetteTransfer", dependencies: ["CSilhouetteLibrary"]),
    .target(
      name: "SilhouetteZoo",
      dependencies: ["SilhouetteGraph", "SilhouetteFormats", "CSilhouetteTransfer"],
      swiftSettings: hosted),
    // libyaml is opened when a YAML file is read.
    .target(name: "CSilhouetteYAML", dependencies: ["CSilhouetteLibrary"]),
    .target(
      name: "CSilhouetteConfigurations",
      // Embedded by configurations.c, not bundled beside the binary.
      exclude: [
        "human-v1-lite.yml", "human-v1-mobile.yml", "human-v1-server.yml", "human-v2-lite.yml",
        "human-v2-mobile.yml", "portrait-v1-lite.yml", "portrait-v2-lite.yml",
      ]),
    .target(
      name: "SilhouetteConfiguration",
      dependencies: [
        "SilhouetteGraph", "SilhouetteZoo", "CSilhouetteYAML", "CSilhouetteConfigurations",
      ],
      swiftSettings: hosted),
    .target(
      name: "SilhouetteEvaluation",
      dependencies: [
        "Silhouette", "SilhouetteGraph", "SilhouetteRuntime", "SilhouetteImaging",
      ],
      swiftSettings: hosted),
    .target(
      name: "SilhouetteCommand",
      dependencies: [
        "Silhouette", "SilhouetteGraph", "SilhouetteFormats", "SilhouetteRuntime",
        "SilhouetteImaging", "SilhouetteMedia", "SilhouetteZoo", "SilhouetteConfiguration",
        "SilhouetteEvaluation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: hosted),
    .executableTarget(
      name: "silhouette-cli", dependencies: ["SilhouetteCommand"], swiftSettings: hosted),

    // MARK: Tools of developers
    .executableTarget(
      name: "photo-probe", dependencies: ["SilhouetteImaging", "SilhouetteMedia"],
      path: "Benchmarks/PhotoProbe", swiftSettings: hosted),
    .executableTarget(
      name: "level-probe", dependencies: ["Silhouette", "SilhouetteImaging", "SilhouetteMedia"],
      path: "Benchmarks/LevelProbe", swiftSettings: hosted),
    .executableTarget(
      name: "stage-probe",
      dependencies: ["Silhouette", "SilhouetteImaging", "SilhouetteMedia", "SilhouetteRuntime"],
      path: "Benchmarks/StageProbe", swiftSettings: hosted),
    .executableTarget(
      name: "zoo-network",
      dependencies: [
        "SilhouetteFormats", "SilhouetteGraph", "SilhouetteZoo", "SilhouetteTestSupport",
      ],
      path: "Benchmarks/ZooNetwork", swiftSettings: hosted),

    // MARK: Tests
    .testTarget(name: "ArchitectureTests"),
    // Kernels and networks against the definition of what is right; compiles as Embedded Swift too.
    .target(
      name: "SilhouetteTwins",
      dependencies: [
        "SilhouetteGraph", "SilhouetteRuntime", "SilhouetteImaging", "CSilhouetteKernels",
      ],
      path: "Tests/SilhouetteTwins", swiftSettings: core),
    .target(
      name: "SilhouetteTestSupport",
      dependencies: [
        "SilhouetteTwins", "SilhouetteGraph", "SilhouetteRuntime", "SilhouetteZoo",
        "SilhouetteConfiguration",
        "CSilhouetteCodecs",
      ],
      path: "Tests/SilhouetteTestSupport", swiftSettings: hosted),
    .testTarget(
      name: "SilhouetteGraphTests", dependencies: ["SilhouetteGraph", "SilhouetteTestSupport"]),
    .testTarget(
      name: "SilhouetteFormatsTests",
      dependencies: [
        "SilhouetteFormats", "SilhouetteRuntime", "CSilhouetteModels", "SilhouetteTestSupport",
      ]),
    .testTarget(
      name: "KernelTests",
      dependencies: [
        "CSilhouetteKernels", "SilhouetteRuntime", "SilhouetteTwins", "SilhouetteTestSupport",
      ]),
    .testTarget(
      name: "SilhouetteRuntimeTests",
      dependencies: [
        "SilhouetteRuntime", "SilhouetteFormats", "CSilhouetteModels", "SilhouetteTestSupport",
      ]),
    .testTarget(
      name: "SilhouetteImagingTests", dependencies: ["SilhouetteImaging", "SilhouetteTestSupport"]),
    .testTarget(
      name: "SilhouetteTests",
      dependencies: [
        "Silhouette", "SilhouetteGraph", "SilhouetteRuntime", "SilhouetteTestSupport",
      ]),
    .testTarget(
      name: "SilhouetteZooTests",
      dependencies: ["SilhouetteZoo", "SilhouetteRuntime", "SilhouetteTestSupport"]),
    .testTarget(
      name: "SilhouetteConfigurationTests",
      dependencies: ["SilhouetteConfiguration", "SilhouetteFormats", "SilhouetteTestSupport"]),
    .testTarget(
      name: "SilhouetteEvaluationTests",
      dependencies: [
        "SilhouetteEvaluation", "SilhouetteGraph", "SilhouetteRuntime", "SilhouetteTestSupport",
      ]),
    .testTarget(
      name: "SilhouetteMediaTests", dependencies: ["SilhouetteMedia", "SilhouetteTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SilhouetteCommandTests",
      dependencies: [
        "SilhouetteCommand", "silhouette-cli", "SilhouetteFormats", "SilhouetteMedia",
        "SilhouetteZoo",
        "SilhouetteTestSupport",
      ]),
    // Against recorded tensors and photos that a developer has beside the project.
    .testTarget(
      name: "ParityTests",
      dependencies: [
        "Silhouette", "SilhouetteFormats", "SilhouetteRuntime", "SilhouetteMedia",
        "SilhouetteZoo", "SilhouetteConfiguration", "SilhouetteEvaluation", "silhouette-cli",
        "SilhouetteTestSupport",
      ]),
  ],
  cLanguageStandard: .c17
)
