using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using MlPipeline.Benchmarks;

// In this process: the projects that BenchmarkDotNet would generate and build know nothing of the artifacts folder and
// of the props files of this checkout. Without arguments it asks which benchmarks to run; "--filter *" runs all.
IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(SgemmBenchmarks).Assembly).Run(args, config);
