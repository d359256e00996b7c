namespace Microsoft.ML.Data;

/// <summary>Adds columns to rows.</summary>
public interface IRowMapper : ICanSaveModel
{
    /// <summary>The getters of the active output columns, null for the others.</summary>
    Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer);

    /// <summary>The input columns that these output columns need.</summary>
    Func<int, bool> GetDependencies(Func<int, bool> activeOutput);

    /// <summary>The output columns.</summary>
    DataViewSchema.DetachedColumn[] GetOutputColumns();

    /// <summary>The transformer it belongs to.</summary>
    ITransformer GetTransformer();
}
