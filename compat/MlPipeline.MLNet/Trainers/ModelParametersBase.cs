using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>What a trainer learned: can predict, and can be saved.</summary>
public abstract class ModelParametersBase<TOutput> : ICanSaveModel, IPredictorProducing<TOutput>
{
    /// <summary>The model's host.</summary>
    public readonly IHost Host;

    /// <summary>A new model.</summary>
    public ModelParametersBase(IHostEnvironment env, string name)
    {
        ArgumentNullException.ThrowIfNull(env);
        Host = env.Register(name);
    }

    /// <summary>A model from a file.</summary>
    public ModelParametersBase(IHostEnvironment env, string name, ModelLoadContext ctx)
        : this(env, name)
    {
        // Models begin with the size of the float they were trained with.
        int size = ctx.Reader.ReadInt32();
        Host.CheckDecode(size == sizeof(float), $"This file was saved by an incompatible version: floats of {size} bytes.");
    }

    /// <summary>What it predicts.</summary>
    public abstract PredictionKind PredictionKind { get; }

    /// <summary>Writes it.</summary>
    public virtual void Save(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        SaveCore(ctx);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => Save(ctx);

    /// <summary>Writes it; a derived class calls this first, then sets its version and writes its own.</summary>
    public virtual void SaveCore(ModelSaveContext ctx) => ctx.Writer.Write(sizeof(float));
}
