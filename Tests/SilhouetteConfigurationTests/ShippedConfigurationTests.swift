import SilhouetteConfiguration
import SilhouetteFormats
import SilhouetteTestSupport
import SilhouetteZoo
import Testing

@Suite("Configurations that come with the program")
struct ShippedConfigurationTests {
  @Test("There is one for each network of the catalogue, of its size")
  func catalogue() throws {
    #expect(
      ShippedConfiguration.names.sorted() == ModelCatalogue.entries.map(\.name).sorted())
    #expect(PersonNetwork.all.count == ShippedConfiguration.names.count)
    for entry in ModelCatalogue.entries {
      let configuration = try #require(try TrainingConfiguration(shipped: entry.name))
      let size = try #require(try configuration.inputSize())
      #expect(size == (entry.inputWidth, entry.inputHeight))
    }
    #expect(try TrainingConfiguration(shipped: "human-v9") == nil)
  }

  @Test("Each has what a training needs", arguments: ShippedConfiguration.names)
  func sections(name: String) throws {
    let configuration = try #require(try TrainingConfiguration(shipped: name))
    for key in [
      "batch_size", "iters", "train_dataset", "val_dataset", "optimizer", "lr_scheduler", "loss",
      "model",
    ] {
      #expect(configuration.node[key] != nil, "\(key)")
    }
    let set = try configuration.validationSet()
    #expect(set.list == set.root + "/val.txt")
    #expect(set.transforms.map(\.name) == ["Resize", "Normalize"])
    #expect(configuration.node["test_config"] == nil)
  }

  @Test("Its network's output has the size of its input", arguments: PersonNetwork.all)
  func network(_ network: PersonNetwork) throws {
    let checkpoint = try Checkpoint.needed(
      by: network.model, width: network.width, height: network.height)
    let graph = try Zoo.network(
      model: network.model, parameters: checkpoint, inputWidth: network.width,
      inputHeight: network.height, ending: .softmax)
    #expect(graph[graph.outputs[0].value].shape == [1, network.height, network.width, 2])
  }
}
