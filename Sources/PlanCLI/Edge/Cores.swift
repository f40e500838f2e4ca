import Dispatch
import Glibc
import Synchronization

/// The processor cores that the program may use.
enum Cores {
  /// How many there are for this process, eight at most: more would wait for the disk.
  static let count: Int = {
    var cores = [UInt64](repeating: 0, count: 16)
    let size = cores.count * 8
    guard cores.withUnsafeMutableBytes({ sched_getaffinity(0, size, $0.baseAddress) }) == 0 else { return 1 }
    return min(max(cores.reduce(0) { $0 + $1.nonzeroBitCount }, 1), 8)
  }()

  /// The results of work for the numbers below `count`, in their order; several are worked on at a time, each by one core.
  ///
  /// The first failure, by number, is thrown once all that was begun has ended; what was not begun by then is left.
  static func map<Result>(_ count: Int, _ work: (Int) throws -> Result) throws -> [Result] {
    let workers = min(Self.count, count)
    guard workers > 1 else { return try (0..<count).map(work) }
    let results = UnsafeMutableBufferPointer<Swift.Result<Result, any Error>?>.allocate(capacity: count)
    results.initialize(repeating: nil)
    defer {
      results.deinitialize()
      results.deallocate()
    }
    let next = Atomic<Int>(0)
    let hasFailed = Atomic<Bool>(false)
    withoutActuallyEscaping(work) { work in
      // Each number is taken once, and its place in the results belongs to whoever took it; all end before this call does.
      nonisolated(unsafe) let (work, results) = (work, results)
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while !hasFailed.load(ordering: .relaxed) {
          let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard number < count else { return }
          let result = Swift.Result { try work(number) }
          if case .failure = result { hasFailed.store(true, ordering: .relaxed) }
          results[number] = result
        }
      }
    }
    for case .failure(let failure)? in results { throw failure }
    return try results.compactMap { try $0?.get() }
  }
}

/// Which cores a process may use, a bit for each; Glibc's module leaves it out because it is a GNU extension.
@_silgen_name("sched_getaffinity")
private func sched_getaffinity(_ process: Int32, _ size: Int, _ cores: UnsafeMutableRawPointer?) -> Int32
