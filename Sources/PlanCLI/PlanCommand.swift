import ArgumentParser
@main struct PlanCommand: ParsableCommand { func run() { print("hi") } }
