import SilhouetteConfiguration
import Testing

@Suite("A configuration's errors")
struct ConfigurationErrorTests {
  @Test("An error names the file and the key")
  func text() {
    let error = ConfigurationError.invalid(
      file: "deploy.yaml", key: "Deploy.transforms", reason: "is missing")
    #expect(error.description == "deploy.yaml: Deploy.transforms: is missing")
  }
}
