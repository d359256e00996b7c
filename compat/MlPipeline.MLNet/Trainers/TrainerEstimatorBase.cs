using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>The base of trainers: checks columns, caches, assigns roles; a derived class trains and wraps the model.</summary>
public abstract class TrainerEstimatorBase<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>, ITrainer<IPredictor>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    /// <summary>What is said when there is nothing to learn from.</summary>
    public const string NoTrainingInstancesMessage = "No valid training instances found, all instances have missing features.";

    /// <summary>The feature column.</summary>
    public readonly SchemaShape.Column FeatureColumn;

    /// <summary>The label column; its name is null for trainers without label.</summary>
    public readonly SchemaShape.Column LabelColumn;

    /// <summary>The weight column; its name is null where rows weigh the same.</summary>
    public readonly SchemaShape.Column WeightColumn;

    /// <summary>The trainer's host.</summary>
    public readonly IHost Host;

    /// <summary>From the columns it reads.</summary>
    public TrainerEstimatorBase(IHost host, SchemaShape.Column feature, SchemaShape.Column label, SchemaShape.Column weight = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        (Host, FeatureColumn, LabelColumn, WeightColumn) = (host, feature, label, weight);
    }

    /// <inheritdoc/>
    public abstract TrainerInfo Info { get; }

    /// <summary>What the model predicts.</summary>
    public abstract PredictionKind PredictionKind { get; }

    /// <inheritdoc/>
    public TTransformer Fit(IDataView input) => TrainTransformer(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        CheckInputSchema(inputSchema);
        Dictionary<string, SchemaShape.Column> columns = inputSchema.ToDictionary(column => column.Name);
        foreach (SchemaShape.Column column in GetOutputColumnsCore(inputSchema)) columns[column.Name] = column;
        return new SchemaShape(columns.Values);
    }

    IPredictor ITrainer<IPredictor>.Train(TrainContext context) => Train(context);

    IPredictor ITrainer.Train(TrainContext context) => Train(context);

    /// <summary>The columns the transformer adds.</summary>
    public abstract SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema);

    /// <summary>Learns the model.</summary>
    public abstract TModel TrainModelCore(TrainContext trainContext);

    /// <summary>Wraps the model.</summary>
    public abstract TTransformer MakeTransformer(TModel model, DataViewSchema trainSchema);

    /// <summary>Throws where the label has the wrong shape.</summary>
    public virtual void CheckLabelCompatible(SchemaShape.Column labelCol)
    {
        if (!LabelColumn.IsCompatibleWith(labelCol)) throw Host.ExceptSchemaMismatch(nameof(labelCol), "label", labelCol.Name, LabelColumn.GetTypeString(), labelCol.GetTypeString());
    }

    /// <summary>Learns the model and wraps it.</summary>
    public TTransformer TrainTransformer(IDataView trainSet, IDataView? validationSet = null, IPredictor? initPredictor = null)
    {
        Host.CheckValue(trainSet, nameof(trainSet));
        RoleMappedData train = MakeRoles(Cached(trainSet));
        RoleMappedData? validation = validationSet == null ? null : MakeRoles(Cached(validationSet));
        TModel model = TrainModelCore(new TrainContext(train, validation, null, initPredictor));
        return MakeTransformer(model, trainSet.Schema);
    }

    /// <summary>Says which column is what.</summary>
    public virtual RoleMappedData MakeRoles(IDataView data) => new(data, LabelColumn.Name, FeatureColumn.Name, weight: WeightColumn.Name);

    private IPredictor Train(TrainContext context) => (IPredictor)(object)TrainModelCore(context);

    private IDataView Cached(IDataView data) =>
        Info.WantCaching && data is not CacheDataView ? new CacheDataView(data) : data;

    private void CheckInputSchema(SchemaShape inputSchema)
    {
        if (!inputSchema.TryFindColumn(FeatureColumn.Name, out SchemaShape.Column feature)) throw Host.ExceptSchemaMismatch(nameof(inputSchema), "feature", FeatureColumn.Name);
        if (!FeatureColumn.IsCompatibleWith(feature)) throw Host.ExceptSchemaMismatch(nameof(inputSchema), "feature", FeatureColumn.Name, FeatureColumn.GetTypeString(), feature.GetTypeString());
        if (WeightColumn.Name != null)
        {
            if (!inputSchema.TryFindColumn(WeightColumn.Name, out SchemaShape.Column weight)) throw Host.ExceptSchemaMismatch(nameof(inputSchema), "weight", WeightColumn.Name);
            if (!WeightColumn.IsCompatibleWith(weight)) throw Host.ExceptSchemaMismatch(nameof(inputSchema), "weight", WeightColumn.Name, WeightColumn.GetTypeString(), weight.GetTypeString());
        }
        if (LabelColumn.Name == null) return;
        if (!inputSchema.TryFindColumn(LabelColumn.Name, out SchemaShape.Column label)) throw Host.ExceptSchemaMismatch(nameof(inputSchema), "label", LabelColumn.Name);
        CheckLabelCompatible(label);
    }
}
