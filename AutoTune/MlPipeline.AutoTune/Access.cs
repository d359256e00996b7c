using System.Runtime.CompilerServices;

// ML.NET keeps its tuners and part of what a trainer is made of internal; the runtime lets an assembly in that says this. Without effect on compat.
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Data")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.AutoML")]
