namespace MlPipeline.Network;

/// <summary>What a convolution does at the edges of an image.</summary>
public enum ConvolutionPadding
{
    /// <summary>Zeros around the image, so many that a stride of 1 keeps its size. Needs an odd kernel.</summary>
    Same,

    /// <summary>None: the image shrinks by the kernel's size less one.</summary>
    Valid,
}
