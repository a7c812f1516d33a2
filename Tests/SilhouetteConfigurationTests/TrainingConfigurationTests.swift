import SilhouetteGraph
import SilhouetteTestSupport
import SilhouetteZoo
import Testing

@testable import SilhouetteConfiguration

@Suite("Training configurations")
struct TrainingConfigurationTests {
  /// `a.yml` of a handful of files.
  private func configuration(
    _ files: [String: String], file: String = "a.yml"
  ) throws(ConfigurationError) -> TrainingConfiguration {
    try TrainingConfiguration(file: file) { path throws(ConfigurationError) in
      guard let text = files[path] else { throw .unreadable(reason: "\(path): no such file") }
      return text
    }
  }

  private func error<Result>(
    _ text: String, _ body: (TrainingConfiguration) throws(ConfigurationError) -> Result
  ) -> String? {
    do throws(ConfigurationError) {
      _ = try body(try configuration(["a.yml": text]))
      return nil
    } catch { return error.description }
  }

  @Test("A file inherits: it wins, mappings are merged by key, lists are replaced")
  func inheritance() throws {
    let found = try configuration([
      "a.yml": "_base_: b.yml\nmodel: {type: X, list: [3]}\nown: 1",
      "b.yml": "model: {type: Y, kept: 2, list: [1, 2]}\niters: 5",
    ])
    #expect(
      found.node == [
        "model": ["type": "X", "kept": 2, "list": [3]], "iters": 5, "own": 1,
      ])
  }

  @Test("Of several files the later one wins, and what each inherits comes first")
  func severalBases() throws {
    let found = try configuration(
      [
        "x/a.yml": "_base_: [../b.yml, c/c.yml]\na: 1",
        "x/../b.yml": "a: 2\nb: 2\nc: 2",
        "x/c/c.yml": "_base_: d.yml\nb: 3",
        "x/c/d.yml": "b: 4\nd: 4",
      ], file: "x/a.yml")
    #expect(found.node == ["a": 1, "b": 3, "c": 2, "d": 4])
  }

  @Test("A mapping that is not to be inherited replaces")
  func notInherited() throws {
    let found = try configuration([
      "a.yml": "_base_: /b.yml\nmodel: {_inherited_: false, type: X}\nother: {_inherited_: true}",
      "/b.yml": "model: {type: Y, kept: 2}\nother: {z: 1}",
    ])
    #expect(found.node == ["model": ["type": "X"], "other": ["z": 1]])
  }

  @Test(
    "What cannot be inherited is named with the file that asks for it",
    arguments: [
      (["a.yml": "_base_: b.yml", "b.yml": "_base_: a.yml"], "b.yml: _base_: goes in a circle"),
      (["a.yml": "_base_: a.yml"], "a.yml: _base_: goes in a circle: a.yml, a.yml"),
      (["a.yml": "_base_: b.yml"], "a.yml: _base_: b.yml: no such file"),
      (["a.yml": "_base_: 1"], "a.yml: _base_: neither a path nor a list"),
      (["a.yml": "_base_: ['']"], "neither a path"),
      (["a.yml": "_base_: b.yml", "b.yml": "a: [1"], "b.yml: not YAML"),
      (["a.yml": "- 1"], "a.yml: model: is missing"),
    ] as [([String: String], String)])
  func refusedInheritance(files: [String: String], cause: String) {
    let error = #expect(throws: ConfigurationError.self) { try configuration(files) }
    #expect(error?.description.contains(cause) == true, "\(error?.description ?? "read")")
  }

  @Test("A chain has an end, and so has a tree")
  func depth() {
    var chain: [String: String] = [:]
    for index in 0..<20 { chain["\(index)"] = "_base_: '\(index + 1)'" }
    let deep = #expect(throws: ConfigurationError.self) { try configuration(chain, file: "0") }
    #expect(deep?.description.contains("more than 8 files") == true)
    let wide = ["a.yml": "_base_: [\((0..<40).map { "'\($0)'" }.joined(separator: ","))]"]
      .merging((0..<40).map { ("\($0)", "a: 1") }) { $1 }
    #expect(throws: ConfigurationError.self) { try configuration(wide) }
  }

  @Test("The model gets the data set's number of classes where it says none")
  func model() throws {
    let filled = try configuration(["a.yml": "model: {type: X}\nval_dataset: {num_classes: 2}"])
    #expect(try filled.model() == ["type": "X", "num_classes": 2])
    let own = try configuration(["a.yml": "model: {type: X, pretrained: p.pdparams}"])
    #expect(try own.model() == ["type": "X", "pretrained": "p.pdparams"])
    #expect(try own.pretrained() == "p.pdparams")
  }

  @Test("The data set: a list, or the lists of a known set")
  func dataSets() throws {
    let listed = try configuration([
      "a.yml": """
      val_dataset:
        type: Dataset
        dataset_root: data
        val_path: data/val.txt
        separator: ','
        transforms: [{type: Resize, target_size: [8, 4], keep_ratio: yes}, {type: Normalize}]
      """
    ]).validationSet()
    #expect((listed.root, listed.list, listed.separator) == ("data", "data/val.txt", ","))
    #expect(listed.transforms.first == .resize(.init(width: 8, height: 4, keepsRatio: true)))
    let known = try configuration([
      "a.yml": "val_dataset: {type: PPHumanSeg14K, dataset_root: data/p, mode: test}"
    ]).validationSet()
    #expect((known.kind, known.list, known.separator) == (.ppHumanSeg14K, "data/p/test.txt", " "))
  }

  @Test(
    "What is wrong with a data set is named",
    arguments: [
      ("model: {}", "a.yml: val_dataset: is missing"),
      ("val_dataset: {type: Cityscapes}", "these are: Dataset, PPHumanSeg14K"),
      ("val_dataset: {type: Dataset, val_path: x}", "val_dataset.dataset_root: is missing"),
      ("val_dataset: {type: Dataset, dataset_root: x}", "val_dataset.val_path: is missing"),
      ("val_dataset: {type: Dataset, num_classes: 19}", "val_dataset.num_classes: must be 2"),
      ("val_dataset: {type: Dataset, ignore_index: 0}", "ignore_index: must be 255"),
      ("val_dataset: {type: Dataset, valpath: x}", "val_dataset.valpath: Dataset has no such"),
      ("val_dataset: {type: Dataset, mode: eval}", "none of train, val, test"),
      ("val_dataset: {type: Dataset, dataset_root: x, val_path: y, separator: ''}", "is empty"),
      (
        "val_dataset: {type: Dataset, dataset_root: x, val_path: y, transforms: [{type: Flip}]}",
        "the transform Flip is not known; these are: Resize, Normalize"
      ),
      (
        "val_dataset: {type: Dataset, dataset_root: x, val_path: y, "
          + "transforms: [{type: Resize, size: 5}]}",
        "val_dataset.transforms[0].size: Resize has no such setting"
      ),
    ])
  func refusedDataSet(text: String, cause: String) {
    let found = error(text) { set throws(ConfigurationError) in try set.validationSet() }
    #expect(found?.contains(cause) == true, "\(found ?? "read")")
  }

  @Test("Scales and flips count with aug_eval, the window with is_slide")
  func testConfiguration() throws {
    let settings = "scales: [0.5, 1], flip_horizontal: true, crop_size: [8, 6], stride: [4, 3]"
    let off = try configuration(["a.yml": "test_config: {\(settings)}"]).testConfiguration()
    #expect(off == TestConfiguration())
    let on = try configuration([
      "a.yml": "test_config: {\(settings), aug_eval: true, is_slide: true, auc_roc: true}"
    ]).testConfiguration()
    #expect(on.scales == [0.5, 1])
    #expect((on.flipsHorizontally, on.flipsVertically) == (true, false))
    #expect(on.window.map { [$0.cropWidth, $0.cropHeight] } == [8, 6])
    #expect(on.window.map { [$0.strideWidth, $0.strideHeight] } == [4, 3])
    #expect(on.measuresAreaUnderCurve)
  }

  @Test(
    "What is wrong with how to test is named",
    arguments: [
      ("{scale: 1}", "test_config.scale: test_config has no such setting"),
      ("{use_multilabel: true}", "test_config.use_multilabel"), ("{scales: [0]}", "scales"),
      ("{scales: []}", "scales"), ("{is_slide: true}", "crop_size: is missing"),
      ("{crop_size: [4, 4]}", "stride: is missing"), ("{aug_eval: 1}", "neither true nor false"),
      ("{crop_size: [4, 4], stride: [5, 4]}", "longer than the crop"),
      ("[1]", "test_config: not a mapping"),
    ])
  func refusedTest(text: String, cause: String) {
    let found = error("test_config: \(text)") { (file) throws(ConfigurationError) in
      try file.testConfiguration()
    }
    #expect(found?.contains(cause) == true, "\(found ?? "read")")
  }

  @Test("A model that is missing or contradicts the data set is named")
  func refusedModel() {
    func model(_ text: String) -> String? {
      error(text) { (file) throws(ConfigurationError) in try file.model() }
    }
    #expect(model("iters: 1")?.contains("a.yml: model: is missing") == true)
    #expect(model("model: [1]")?.contains("model: not a mapping") == true)
    let classes = "model: {num_classes: 3}\nval_dataset: {num_classes: 2}"
    #expect(model(classes)?.contains("model.num_classes: is 3, but the data set has 2") == true)
  }
}
