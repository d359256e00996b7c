using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A catalog that knows its environment.</summary>
public interface IInternalCatalog
{
    /// <summary>The environment.</summary>
    IHostEnvironment Environment { get; }
}
