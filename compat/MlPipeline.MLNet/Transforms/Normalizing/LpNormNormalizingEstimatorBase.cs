using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>What the estimators that divide rows by their norm share; nothing is learnt from data.</summary>
public abstract class LpNormNormalizingEstimatorBase : TrivialEstimator<LpNormNormalizingTransformer>, IEstimator<LpNormNormalizingTransformer>
{
    private protected LpNormNormalizingEstimatorBase(IHostEnvironment env, params RowNorm[] columns)
        : base(env.Register(nameof(LpNormNormalizingEstimator)), new LpNormNormalizingTransformer(env, columns))
    {
    }

    /// <summary>What a row is divided by.</summary>
    public enum NormFunction : byte
    {
        /// <summary>The root of the sum of squares.</summary>
        L2 = 0,

        /// <summary>The root of the mean of squares.</summary>
        StandardDeviation = 1,

        /// <summary>The sum of magnitudes.</summary>
        L1 = 2,

        /// <summary>The largest magnitude.</summary>
        Infinity = 3,
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.Columns.Select(column =>
        {
            SchemaShape.Column input = Host.FindInput(inputSchema, column.InputName);
            if (input.ItemType != NumberDataViewType.Single || input.IsKey || input.Kind == SchemaShape.Column.VectorKind.Scalar)
            {
                throw Host.ExceptSchemaMismatch(
                    nameof(inputSchema), "input", input.Name, LpNormNormalizingTransformer.ExpectedType, input.TypeText());
            }

            var annotations = new SchemaShape(input.AnnotationsOf(AnnotationUtils.Kinds.SlotNames).Append(Shapes.IsNormalized));
            return new SchemaShape.Column(column.Name, input.Kind, input.ItemType, false, annotations);
        }));
    }
}
