namespace Microsoft.ML;

/// <summary>Reads data of some source.</summary>
public interface IDataLoader<in TSource> : ICanSaveModel
{
    /// <summary>Reads the source.</summary>
    IDataView Load(TSource input);

    /// <summary>The schema of what it reads.</summary>
    DataViewSchema GetOutputSchema();
}
