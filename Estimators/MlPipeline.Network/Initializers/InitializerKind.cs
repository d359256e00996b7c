namespace MlPipeline.Network;

/// <summary>How weights start. Biases start at 0.</summary>
public enum InitializerKind
{
    /// <summary>Normal with standard deviation 0.05, whatever the layer's size.</summary>
    Normal,

    /// <summary>Uniform in ± sqrt(6 / (inputs + outputs)) (Glorot, Bengio 2010): for tanh and sigmoid.</summary>
    Xavier,

    /// <summary>Normal with standard deviation sqrt(2 / inputs) (He et al. 2015): for ReLU and its kin.</summary>
    He,
}
