import SilhouetteRuntime
import SilhouetteTwins

/// Runs every check for every instruction set that this machine has, and says what it found.
///
/// - Returns: 0 if all agree, else 1.
@_cdecl("main")
public func main() -> Int32 {
  let best = InstructionSet.best
  print("best instruction set: \(best.rawValue), products of bytes: \(best.byteProducts ?? "none")")
  var areGood = true
  for set in InstructionSet.available {
    for check in TwinCheck.networks where !agrees(check, set) { areGood = false }
  }
  for check in TwinCheck.pixels where !agrees(check, best) { areGood = false }
  for network in EmbeddedNetwork.all where !agrees(network) { areGood = false }
  return areGood ? 0 : 1
}

private func agrees(_ check: TwinCheck, _ set: InstructionSet) -> Bool {
  var wrong = 0
  for seed in check.seeds {
    let findings = check.findings(of: set, seed: seed)
    // A kernel that is wrong mostly is so at every seed.
    for failure in findings.failures where wrong < 3 {
      print("\(set.rawValue), \(check.name), seed \(seed): \(failure)")
    }
    if !findings.areGood || findings.comparisons == 0 { wrong += 1 }
  }
  let good = check.seeds.count - wrong
  print("\(set.rawValue), \(check.name): \(good) of \(check.seeds.count) agree")
  return wrong == 0
}

private func agrees(_ network: EmbeddedNetwork) -> Bool {
  do throws(EmbeddedNetwork.Failure) {
    for (set, difference) in try network.differences() {
      print("\(set.rawValue), \(network.name) network: \(difference) beside the formulas")
      if !(difference <= EmbeddedNetwork.tolerance) { return false }
    }
    return true
  } catch {
    print("\(network.name) network: \(error.reason)")
    return false
  }
}
