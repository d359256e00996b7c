namespace Microsoft.ML;

/// <summary>Can be written to a model file.</summary>
public interface ICanSaveModel
{
    /// <summary>Writes it.</summary>
    void Save(ModelSaveContext ctx);
}
