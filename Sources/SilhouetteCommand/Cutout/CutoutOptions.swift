import ArgumentParser
import Silhouette
import SilhouetteMedia

extension PhotoFormat: ExpressibleByArgument {}
extension PhotoEncoder.Effort: ExpressibleByArgument {}

/// Where results go, and as what.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "A file, a folder (with a slash at the end, or there already), or - for standard output. "
        + "In a folder, results have their photos' names and subfolders. Without it: "
        + "NAME-cutout.png beside each photo.",
      valueName: "out"))
  var output: FilePath?

  @Option(help: "Default: by the name's ending, else png; jpeg holds no transparency.")
  var format: PhotoFormat?

  @Option(
    help: ArgumentHelp(
      "8 or 16 bits a channel; 16, for png, also of a photo of 8: very soft edges have no steps "
        + "then. Default: as the photo.",
      valueName: "bits"))
  var depth: Int?

  @Flag(
    help: """
      Results of 8 bits: soft edges and blurs are rounded by a fine fixed pattern and show no steps.
      """)
  var dither = false

  @Option(help: "1 to 100, for jpeg and webp.")
  var quality = 90

  @Option(help: "fast, or several times slower for small files.")
  var effort = PhotoEncoder.Effort.fast

  @Flag(
    name: [.long, .customLong("force")],
    help: "Replace results that are there already. Inputs are never replaced.")
  var overwrite = false

  @Flag(help: "Leave photos out whose results are there already.")
  var skipExisting = false

  // The figures: 11 of the 150 photos of people that the networks are scored on, 15 of 22 photos
  // without people that were chosen to mislead.
  @Flag(
    help: """
      Write nothing for photos with probably nobody in them. A guess from the network's \
      confidence: it misses 1 photo of people in 14, and takes many animals for people.
      """)
  var skipEmpty = false

  @Option(
    help: ArgumentHelp(
      "Write what was found in each photo to a file or - as JSON, one object on each line.",
      valueName: "file"))
  var report: FilePath?

  func validate() throws {
    guard (1...100).contains(quality) else { throw ValidationError("--quality takes 1 to 100") }
    if let depth, depth != 8, depth != 16 { throw ValidationError("--depth takes 8 or 16") }
    if depth == 16, dither {
      throw ValidationError("--dither is for results of 8 bits: not with --depth 16")
    }
    if overwrite, skipExisting {
      throw ValidationError("--overwrite and --skip-existing exclude each other")
    }
  }
}

extension OutputOptions {
  func channelDepth(format: PhotoFormat) throws(CommandFailure) -> ChannelDepth {
    if depth == 16, format != .png {
      throw CommandFailure(
        "\(format.rawValue) has 8 bits a channel", hint: "png for --depth 16, or --dither")
    }
    if dither { return .eight(.dithered) }
    switch depth {
    case 8: return .eight(.nearest)
    case 16: return .sixteen
    default: return .asPhoto
    }
  }

  var existing: CutoutPlan.ExistingOutput {
    overwrite ? .replace : skipExisting ? .skip : .refuse
  }

  func naming(for inputs: [FilePath]) throws(CommandFailure) -> OutputNaming {
    let place = try OutputNaming.Place(
      output: output, inputs: inputs, status: FileStatus.init(of:))
    if place == .standardOutput {
      if report?.isStandardStream == true {
        throw CommandFailure("standard output takes the picture or the report, not both")
      }
      if StandardOutput.isTerminal {
        throw CommandFailure("a picture is not text for a terminal", hint: "-o FILE, or | or >")
      }
    }
    return try OutputNaming(place: place, format: place.format(asked: format))
  }

  func openReport() throws(CommandFailure) -> ReportFile? {
    guard let report else { return nil }
    return try ReportFile(at: report, replacing: overwrite)
  }
}

/// What is in the result.
struct PictureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "none, a colour (white, #RRGGBB), blur[:LENGTH], or a picture file.",
      valueName: "background"))
  var background: BackgroundChoice?

  @Option(help: "How a background picture fills the photo's frame.")
  var fit = Fit.cover

  @Flag(
    help: """
      Mix soft edges and blur in linear light, as a lens does, taking pixels for sRGB; without it \
      as most programs do, by the numbers in the file.
      """)
  var linear = false

  @Flag(help: "Write the matte itself: white is person, black is background.")
  var mask = false

  // Not `defaultAsFlag`: the parser drops what is written `--crop=5%`, and what reads as no length.
  @Option(
    help: ArgumentHelp(
      "Keep only the person and a margin, 0 if it is left out. The next word is the margin only "
        + "if it reads as a length: a photo called 20 is written ./20.",
      valueName: "margin"))
  var crop: Length?

  func validate() throws {
    if mask, let background, background != .none {
      throw ValidationError("--mask is written alone, without a --background")
    }
    if mask, linear { throw ValidationError("--mask mixes no colours: --linear has no meaning") }
    if let crop, crop.isNegative { throw ValidationError("--crop takes no negative margin") }
  }
}

/// How the person's edge looks.
struct EdgeOptions: ParsableArguments {
  @Option(
    help: """
      How much work goes into edges. off: the network's own soft edges; fast: they follow \
      the photo's colours; balanced: the network looks again where people are; fine: up to \
      eight looks, or four with human-v1-mobile, which it takes where it is installed. \
      'silhouette inspect --refine' shows what each does and costs.
      """)
  var refine = Segmenter.Refinement.balanced

  @Option(
    help: """
      Colours of soft edges: estimated, the person's own, without the old background; photo, as the \
      photo mixes them.
      """)
  var foreground = ForegroundColors.estimated

  @Flag(
    help: """
      Keep only what is near a confident core of the mask: drops specks and faint regions \
      (PP-HumanSeg's --use_post_process).
      """)
  var postProcess = false

  @Option(
    help: ArgumentHelp(
      "Who stays: all, largest, INDEX (1 is the largest), or who is at the point X,Y of the photo "
        + "as shown, in pixels or per cent (40%,55%). People who touch count as one.",
      valueName: "who"))
  var subject = SubjectChoice.all

  @Option(
    help: ArgumentHelp(
      "Remove specks and fill holes smaller than a share of the picture, such as 0.2%, or than so "
        + "many pixels; without a size, 0.05%. The next word is the size only if it reads as one.",
      valueName: "size"))
  var clean: Area?

  @Option(
    help: ArgumentHelp(
      "Hard edges: from this level (0 to 1) on, a pixel is all person.", valueName: "level"))
  var threshold: Float?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Move the edge outwards, or inwards if negative.", valueName: "length"))
  var grow = Length.zero

  @Option(
    help: ArgumentHelp(
      "Soften the edge over LENGTH[:in|out|both], inside or outside it.", valueName: "length"))
  var feather: Feather?

  func validate() throws {
    if let threshold, !(0...1).contains(threshold) {
      throw ValidationError("--threshold takes 0 to 1")
    }
  }
}

/// How many photos at the same time.
struct JobOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Photos worked on at the same time; they share the threads. Default: as many as threads, "
        + "fewer while large photos fill the memory.",
      valueName: "count"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes 1 or more") }
  }

  /// Never more jobs than threads, since each job computes.
  func share(ofThreads threads: Int, tasks: Int) -> (jobs: Int, threadsPerJob: Int) {
    let count = max(1, min(jobs ?? threads, threads, tasks))
    return (count, max(1, threads / count))
  }
}
