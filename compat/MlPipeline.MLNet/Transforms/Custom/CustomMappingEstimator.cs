using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Adds columns that the user's code computes from each row.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst>
    : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>, IEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(
        IHostEnvironment env,
        Action<TSrc, TDst> mapAction,
        string? contractName,
        SchemaDefinition? inputSchemaDefinition,
        SchemaDefinition? outputSchemaDefinition)
        : base(
            env.Register(nameof(CustomMappingEstimator<TSrc, TDst>)),
            new CustomMappingTransformer<TSrc, TDst>(env, mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        foreach (MemberColumn<TSrc> member in Transformer.Inputs)
        {
            SchemaShape.Column input = Host.FindInput(inputSchema, member.Name);
            bool isVector = input.Kind != SchemaShape.Column.VectorKind.Scalar;
            if (isVector != member.Type is VectorDataViewType || input.ItemType.RawType != ItemTypes.ItemOf(member.Type).RawType)
                throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", input.Name, member.Type.ToString()!, input.TypeText());
        }

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(Transformer.Outputs.Select(member => member.ToColumn()));
        return inputSchema.With(SchemaShape.Create(builder.ToSchema()));
    }
}
