using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Maps values to keys, and the keys to numbers: indicators, counts or bits.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
public sealed class OneHotEncodingEstimator : IEstimator<OneHotEncodingTransformer>
{
    private readonly IHost _host;
    private readonly IEstimator<ITransformer> _chain;

    internal OneHotEncodingEstimator(IHostEnvironment env, OutputKind outputKind, KeyedColumn[] columns, IDataView? keyData)
    {
        _host = env.Register(nameof(OneHotEncodingEstimator));
        EstimatorChain<ITransformer> chain = new EstimatorChain<ITransformer>().Append<ITransformer>(new ValueToKeyMappingEstimator(_host, columns, keyData));
        _chain = outputKind switch
        {
            OutputKind.Key => chain,
            OutputKind.Bag or OutputKind.Indicator => chain.Append(new KeyToVectorMappingEstimator(_host, [.. columns.Select(column => new KeyVectorColumn(column.Name, column.Name, outputKind == OutputKind.Bag))])),
            OutputKind.Binary => chain.Append(new KeyToBinaryVectorMappingEstimator(_host, [.. columns.Select(column => (column.Name, column.Name))])),
            _ => throw _host.ExceptUserArg(nameof(outputKind), $"outputKind is {outputKind}; give {string.Join(", ", Enum.GetNames<OutputKind>())}."),
        };
    }

    /// <summary>What the keys become.</summary>
    [SuppressMessage("Design", "CA1028", Justification = "The public surface is ML.NET's.")]
    public enum OutputKind : byte
    {
        /// <summary>For vectors: how often each value occurs; for single values as <see cref="Indicator"/>.</summary>
        Bag = 1,

        /// <summary>A one in the key's place; for vectors, one such group after the other.</summary>
        Indicator = 2,

        /// <summary>They stay keys.</summary>
        Key = 3,

        /// <summary>The bits of the key's number.</summary>
        Binary = 4,
    }

    /// <summary>Learns the values of every column in one pass over the data.</summary>
    public OneHotEncodingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new OneHotEncodingTransformer(_chain.Fit(input));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _chain.GetOutputSchema(inputSchema);
}
