using System.Runtime.CompilerServices;

// ML.NET keeps AutoML's tuners and part of what a trainer is made of internal; the runtime lets an assembly in that
// says this. (The edition of AutoML lets this assembly in by InternalsVisibleTo.)
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Data")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.AutoML")]
