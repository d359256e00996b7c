namespace MlPipeline.Network.Layers;

/// <summary>Size of a convolution's kernel and the distance from one application to the next.</summary>
internal readonly record struct Kernel(int Height, int Width, int Stride);
