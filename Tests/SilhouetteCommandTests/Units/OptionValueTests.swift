import Silhouette
import SilhouetteMedia
import Testing

@testable import SilhouetteCommand

@Suite("Option values")
struct OptionValueTests {
  @Test(
    "A length is pixels or a share of the short side",
    arguments: [
      ("12", 12.0), ("12px", 12), ("0", 0), ("1.5%", 15), ("100%", 1000), ("-4", -4), ("-2%", -20),
      ("+3", 3), (".5", 0.5),
    ])
  func lengths(text: String, pixels: Double) throws {
    let length = try #require(Length(argument: text))
    #expect(abs(length.pixels(shortSide: 1000) - pixels) < 1e-9)
  }

  @Test(
    "What is no length is refused",
    arguments: [
      "", "%", "px", "ten", "1e3", "0x10", "inf", "nan", "-", "5 %", "5%%", "1_000", "99999999",
      "99999%", "photo.jpg",
    ])
  func noLengths(text: String) {
    #expect(Length(argument: text) == nil)
  }

  @Test(
    "Colours are names or hexadecimal digits",
    arguments: [
      ("white", Color.white), ("#FFFFFF", .white), ("#ffffff", .white), ("#fff", .white),
      ("Red", Color(red: 255, green: 0, blue: 0)), ("#102030", Color(red: 16, green: 32, blue: 48)),
      ("#1a2", Color(red: 0x11, green: 0xAA, blue: 0x22)),
    ])
  func colors(text: String, color: Color) {
    #expect(Color(text) == color)
  }

  @Test(
    "What is no colour is refused",
    arguments: ["", "#", "#12", "#12345", "#1234567", "#12345g", "whitish", "#+1+2+3"])
  func noColors(text: String) {
    #expect(Color(text) == nil)
  }

  @Test(
    "A background is a word, a colour, or else a file",
    arguments: [
      ("none", BackgroundChoice.none), ("white", .color(.white)), ("#000", .color(Color("#000")!)),
      ("blur", .blur(.share(0.03))), ("blur:12", .blur(.pixels(12))),
      ("blur:5%", .blur(.share(0.05))),
      ("beach.jpg", .file(FilePath("beach.jpg"))), ("./white", .file(FilePath("./white"))),
    ])
  func backgrounds(text: String, choice: BackgroundChoice) {
    #expect(BackgroundChoice(argument: text) == choice)
  }

  @Test(
    "A background that is a mistyped word is refused", arguments: ["", "#12", "blur:", "blur:-3"])
  func noBackgrounds(text: String) {
    #expect(BackgroundChoice(argument: text) == nil)
  }

  @Test(
    "A feather has a length and a side",
    arguments: [
      ("3", Feather(length: .pixels(3), side: .both)),
      ("1%:in", Feather(length: .share(0.01), side: .in)),
      ("2:out", Feather(length: .pixels(2), side: .out)),
      ("2:both", Feather(length: .pixels(2), side: .both)),
    ])
  func feathers(text: String, feather: Feather) {
    #expect(Feather(argument: text) == feather)
  }

  @Test(
    "A feather that makes no sense is refused",
    arguments: ["", ":in", "3:", "3:left", "-1", "1:in:out"])
  func noFeathers(text: String) {
    #expect(Feather(argument: text) == nil)
  }

  @Test(
    "A subject is a word, a place in the order of size, or a point",
    arguments: [
      ("all", Subject.all), ("largest", .largest), ("1", .index(1)), ("12", .index(12)),
      ("30,40", .point(x: 30, y: 40)), ("0,0", .point(x: 0, y: 0)),
      ("50%,25%", .point(x: 100, y: 25)), ("100%,0%", .point(x: 199, y: 0)),
      ("12.5%,99", .point(x: 25, y: 99)), ("9999,9999", .point(x: 9999, y: 9999)),
    ])
  func subjects(text: String, subject: Subject) throws {
    let choice = try #require(SubjectChoice(argument: text))
    #expect(choice.subject(width: 200, height: 100) == subject)
  }

  @Test(
    "What is no subject is refused",
    arguments: [
      "", "0", "-1", "abc", "1.5", "1.5,2", "1,2,3", ",", "3,", ",3", "-1,4", "3,-4", "101%,3",
      "%,%", "1e1,2", "0x1,2", "1 ,2", "99999999999999999999,1",
    ])
  func noSubjects(text: String) {
    #expect(SubjectChoice(argument: text) == nil)
  }

  @Test(
    "An area is pixels or a share of the picture",
    arguments: [
      ("0", 0), ("400", 400), ("400px", 400), ("0.1%", 20), ("100%", 20_000), (".01%", 2),
    ])
  func areas(text: String, pixels: Int) throws {
    #expect(try #require(Area(argument: text)).pixels(width: 200, height: 100) == pixels)
  }

  @Test(
    "What is no area is refused",
    arguments: ["", "%", "px", "-1", "1.5", "1.5px", "101%", "inf", "1e3", "99999999999999999999"])
  func noAreas(text: String) {
    #expect(Area(argument: text) == nil)
  }

  @Test("A model is one of those inside, or else a file")
  func models() {
    #expect(ModelChoice(argument: "landscape") == .embedded(.landscape))
    #expect(ModelChoice(argument: "./general") == .file(FilePath("./general")))
    #expect(ModelChoice(argument: "") == nil)
  }

  @Test(
    "The word behind --crop or --clean is its value only if it reads as one",
    arguments: [
      (["--crop", "photo.jpg"], ["--crop=0", "photo.jpg"]),
      (["--crop", "5%", "a"], ["--crop", "5%", "a"]),
      (["a", "--crop"], ["a", "--crop=0"]), (["--crop", "--mask"], ["--crop=0", "--mask"]),
      (["--crop=3", "20"], ["--crop=3", "20"]), (["--crop", "./20"], ["--crop=0", "./20"]),
      (["--", "--crop", "x"], ["--", "--crop", "x"]),
      (["--crop", "--", "5"], ["--crop=0", "--", "5"]),
      (["--clean", "a.jpg"], ["--clean=0.05%", "a.jpg"]), (["--clean", "2%"], ["--clean", "2%"]),
      (["--clean", "--crop"], ["--clean=0.05%", "--crop=0"]),
    ])
  func optionalValues(words: [String], spelledOut: [String]) {
    #expect(OptionalValues.spelledOut(in: words) == spelledOut)
  }

  @Test(
    "Jobs share the threads",
    arguments: [
      (nil, 4, 10, 4, 1), (nil, 4, 1, 1, 4), (2, 4, 10, 2, 2), (8, 4, 10, 4, 1), (nil, 1, 10, 1, 1),
      (3, 8, 10, 3, 2), (nil, 4, 0, 1, 4),
    ] as [(Int?, Int, Int, Int, Int)])
  func jobs(asked: Int?, threads: Int, tasks: Int, jobs: Int, threadsPerJob: Int) {
    var options = JobOptions()
    options.jobs = asked
    let share = options.share(ofThreads: threads, tasks: tasks)
    #expect(share.jobs == jobs)
    #expect(share.threadsPerJob == threadsPerJob)
  }
}
