using System.Text;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where a model writes itself: one stream of the zip, with a header; submodels get directories of their own.</summary>
public sealed class ModelSaveContext : IDisposable
{
    /// <summary>The zip.</summary>
    public readonly RepositoryWriter Repository;

    /// <summary>The model's directory in it.</summary>
    public readonly string? Directory;

    /// <summary>The model's data.</summary>
    public readonly BinaryWriter Writer;

    /// <summary>The model's strings.</summary>
    public readonly NormStr.Pool Strings = new();

    /// <summary>The model's header.</summary>
    public ModelHeader Header;

    private readonly Repository.Entry _entry;
    private string? _loaderAssemblyName;
    private bool _done;

    /// <summary>A model in a zip.</summary>
    public ModelSaveContext(RepositoryWriter rep, string? dir, string name)
    {
        ArgumentNullException.ThrowIfNull(rep);
        (Repository, Directory) = (rep, dir);
        _entry = rep.CreateEntry(dir, name);
        Writer = new BinaryWriter(_entry.Stream, Encoding.UTF8, leaveOpen: true);
        Writer.Write(new byte[ModelHeader.Size]);
        Header.FpModel = ModelHeader.Size;
    }

    /// <summary>Whether it is in a zip; always here.</summary>
    public bool InRepository => true;

    /// <summary>Throws where anything has been written yet.</summary>
    public void CheckAtModel()
    {
        if (_entry.Stream.Position != Header.FpModel) throw new InvalidOperationException("A model writes its version before its data.");
    }

    /// <summary>Says what the model is and who loads it.</summary>
    public void SetVersionInfo(VersionInfo ver)
    {
        Header.ModelSignature = ver.ModelSignature;
        (Header.ModelVerWritten, Header.ModelVerReadable) = (ver.VerWrittenCur, ver.VerReadableCur);
        Header.LoaderSignature = Checked(ver.LoaderSignature);
        Header.LoaderSignatureAlt = Checked(ver.LoaderSignatureAlt);
        _loaderAssemblyName = ver.LoaderAssemblyName;
    }

    /// <summary>Writes a string's number.</summary>
    public void SaveString(string str)
    {
        ArgumentNullException.ThrowIfNull(str);
        Writer.Write(Strings.IdOf(str));
    }

    /// <summary>Writes a string's number.</summary>
    public void SaveString(ReadOnlyMemory<char> str) => SaveString(str.ToString());

    /// <summary>Writes a string's number, -1 for null.</summary>
    public void SaveStringOrNull(string? str)
    {
        if (str == null) Writer.Write(-1);
        else SaveString(str);
    }

    /// <summary>Writes a string's number.</summary>
    public void SaveNonEmptyString(string str)
    {
        ArgumentException.ThrowIfNullOrEmpty(str);
        SaveString(str);
    }

    /// <summary>Writes a string's number.</summary>
    public void SaveNonEmptyString(ReadOnlyMemory<char> str) => SaveNonEmptyString(str.ToString());

    /// <summary>Writes a model into a directory below this one's.</summary>
    public void SaveModel<T>(T value, string name) where T : class => SaveModel(Repository, value, Combine(Directory, name));

    /// <summary>Writes a part into a directory below this one's.</summary>
    public void SaveSubModel(string dir, Action<ModelSaveContext> fn)
    {
        using var sub = new ModelSaveContext(Repository, Combine(Directory, dir), ModelLoadContext.ModelStreamName);
        fn(sub);
        sub.Done();
    }

    /// <summary>Writes a text beside the model.</summary>
    public void SaveTextStream(string name, Action<TextWriter> action)
    {
        using Repository.Entry entry = Repository.CreateEntry(Directory, name);
        using var writer = new StreamWriter(entry.Stream, new UTF8Encoding(false), leaveOpen: true);
        action(writer);
        writer.Flush();
    }

    /// <summary>Writes bytes beside the model.</summary>
    public void SaveBinaryStream(string name, Action<BinaryWriter> action)
    {
        using Repository.Entry entry = Repository.CreateEntry(Directory, name);
        using var writer = new BinaryWriter(entry.Stream, Encoding.UTF8, leaveOpen: true);
        action(writer);
    }

    /// <summary>Writes a model into a directory.</summary>
    public static void SaveModel<T>(RepositoryWriter rep, T value, string path) where T : class
    {
        if (value is not ICanSaveModel model) throw new NotSupportedException($"{value?.GetType().Name ?? "null"} cannot be saved.");
        using var ctx = new ModelSaveContext(rep, path, ModelLoadContext.ModelStreamName);
        model.Save(ctx);
        ctx.Done();
    }

    /// <summary>Writes strings, loader and tail, then the header.</summary>
    public void Done()
    {
        if (_done) return;
        _done = true;
        Header.CbModel = Position - Header.FpModel;
        if (Strings.Count > 0) WriteStrings();
        if (_loaderAssemblyName != null)
        {
            Header.FpAssemblyName = Position;
            Writer.Write(Encoding.Unicode.GetBytes(_loaderAssemblyName));
            Header.CbAssemblyName = (uint)(Position - Header.FpAssemblyName);
        }
        Header.FpTail = Position;
        Writer.Write(ModelHeader.TailSignatureValue);
        Header.FpLim = Position;
        Span<byte> bytes = stackalloc byte[ModelHeader.Size];
        Header.Write(bytes);
        _entry.Stream.Position = 0;
        _entry.Stream.Write(bytes);
    }

    /// <summary>Closes the stream, which enters the zip if it is complete.</summary>
    public void Dispose()
    {
        Writer.Dispose();
        if (_done) _entry.Dispose();
    }

    internal static string Combine(string? dir, string name) => string.IsNullOrEmpty(dir) ? name : $"{dir}/{name}";

    private long Position
    {
        get
        {
            Writer.Flush();
            return _entry.Stream.Position;
        }
    }

    private static string Checked(string? loaderSignature)
    {
        if (loaderSignature?.Length > ModelHeader.LoaderSignatureSize) throw new ArgumentException($"The loader signature '{loaderSignature}' has {loaderSignature.Length} characters; at most {ModelHeader.LoaderSignatureSize} are stored.");
        return loaderSignature ?? "";
    }

    private void WriteStrings()
    {
        Header.FpStringTable = Position;
        long end = 0;
        foreach (string text in Strings.Strings) Writer.Write(end += sizeof(char) * (long)text.Length);
        Header.CbStringTable = Position - Header.FpStringTable;
        Header.FpStringChars = Position;
        foreach (string text in Strings.Strings) Writer.Write(Encoding.Unicode.GetBytes(text));
        Header.CbStringChars = Position - Header.FpStringChars;
    }
}
