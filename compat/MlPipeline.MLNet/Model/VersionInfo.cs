namespace Microsoft.ML;

/// <summary>What a kind of model file is called, its versions, and who loads it.</summary>
public readonly struct VersionInfo
{
    /// <summary>Eight characters that say what is in the file.</summary>
    public readonly ulong ModelSignature;

    /// <summary>The version that is written.</summary>
    public readonly uint VerWrittenCur;

    /// <summary>The oldest version whose readers can read it.</summary>
    public readonly uint VerReadableCur;

    /// <summary>The oldest version this code reads.</summary>
    public readonly uint VerWeCanReadBack;

    /// <summary>The name the loader is registered by.</summary>
    public readonly string? LoaderSignature;

    /// <summary>An older name.</summary>
    public readonly string? LoaderSignatureAlt;

    /// <summary>The assembly the loader is in.</summary>
    public readonly string LoaderAssemblyName;

    /// <summary>From its parts.</summary>
    public VersionInfo(string modelSignature, uint verWrittenCur, uint verReadableCur, uint verWeCanReadBack, string loaderAssemblyName, string? loaderSignature = null, string? loaderSignatureAlt = null)
    {
        if (modelSignature is not { Length: 8 }) throw new ArgumentException("A model signature has eight characters.", nameof(modelSignature));
        ModelSignature = PackSignature(modelSignature);
        (VerWrittenCur, VerReadableCur, VerWeCanReadBack) = (verWrittenCur, verReadableCur, verWeCanReadBack);
        (LoaderAssemblyName, LoaderSignature, LoaderSignatureAlt) = (loaderAssemblyName, loaderSignature, loaderSignatureAlt);
    }

    // A blank is stored as a zero byte.
    private static ulong PackSignature(string text)
    {
        ulong packed = 0;
        for (int i = text.Length - 1; i >= 0; i--) packed = packed << 8 | (text[i] == ' ' ? 0u : text[i]);
        return packed;
    }
}
