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
    // Each number is taken once, and its place in the results belongs to whoever took it.
    func takeNumbers() {
      while !hasFailed.load(ordering: .relaxed) {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < count else { return }
        let result = Swift.Result { try work(number) }
        if case .failure = result { hasFailed.store(true, ordering: .relaxed) }
        results[number] = result
      }
    }
    withoutActuallyEscaping(takeNumbers) { takeNumbers in
      let others = (1..<workers).compactMap { _ in Self.thread(takeNumbers) }
      takeNumbers()
      // All end before this call does.
      for other in others { pthread_join(other, nil) }
    }
    for case .failure(let failure)? in results { throw failure }
    return try results.compactMap { try $0?.get() }
  }
}

extension Cores {
  /// Starts a thread; nil where the system has none left, and the others do its work.
  ///
  /// A plain one: the queues of Dispatch have a thread that looks after the others through /proc, and end the program where it may
  /// not open a file.
  private static func thread(_ body: @escaping () -> Void) -> pthread_t? {
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { work in
        if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    if status == 0 { return thread }
    work.release()
    return nil
  }

  /// What a thread does.
  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }
}

/// Which cores a process may use, a bit for each; Glibc's module leaves it out because it is a GNU extension.
@_silgen_name("sched_getaffinity")
private func sched_getaffinity(_ process: Int32, _ size: Int, _ cores: UnsafeMutableRawPointer?) -> Int32
