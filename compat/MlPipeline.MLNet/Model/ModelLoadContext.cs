using System.Text;
using Microsoft.ML.Model;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where a model reads itself from: one stream of the zip.</summary>
public sealed class ModelLoadContext : IDisposable
{
    /// <summary>The stream of a model with a header.</summary>
    public const string ModelStreamName = "Model.key";

    /// <summary>The zip.</summary>
    public readonly RepositoryReader Repository;

    /// <summary>The model's directory in it.</summary>
    public readonly string? Directory;

    /// <summary>The model's data.</summary>
    public readonly BinaryReader Reader;

    /// <summary>The model's strings.</summary>
    public readonly string[] Strings;

    /// <summary>The assembly of the model's loader.</summary>
    public readonly string? LoaderAssemblyName;

    /// <summary>The model's header.</summary>
    public ModelHeader Header;

    /// <summary>A model in a zip.</summary>
    public ModelLoadContext(RepositoryReader rep, Repository.Entry ent, string? dir)
    {
        ArgumentNullException.ThrowIfNull(rep);
        ArgumentNullException.ThrowIfNull(ent);
        (Repository, Directory) = (rep, dir);
        byte[] bytes = ((MemoryStream)ent.Stream).ToArray();
        try
        {
            Header = ModelHeader.Read(bytes);
            Strings = ReadStrings(bytes);
        }
        catch (FormatException error)
        {
            throw new FormatException($"{error.Message} (entry '{ent.Path}')", error);
        }
        if (Header.CbAssemblyName > 0) LoaderAssemblyName = Encoding.Unicode.GetString(bytes, (int)Header.FpAssemblyName, (int)Header.CbAssemblyName);

        // The stream ends with the model's data: what reads on would take strings for numbers.
        Reader = new BinaryReader(new MemoryStream(bytes, 0, (int)(Header.FpModel + Header.CbModel)) { Position = Header.FpModel }, Encoding.UTF8);
    }

    /// <summary>Whether it is in a zip; always here.</summary>
    public bool InRepository => true;

    /// <summary>Throws unless nothing has been read yet.</summary>
    public void CheckAtModel()
    {
        if (Reader.BaseStream.Position != Header.FpModel) throw new InvalidOperationException("A model checks its version before its data.");
    }

    /// <summary>Throws unless this is such a model, in a version that can be read.</summary>
    public void CheckAtModel(VersionInfo ver)
    {
        CheckAtModel();
        CheckVersionInfo(ver);
    }

    /// <summary>Throws unless this is such a model, in a version that can be read.</summary>
    public void CheckVersionInfo(VersionInfo ver)
    {
        if (Header.ModelSignature != ver.ModelSignature) throw new FormatException($"Unknown file type: '{Header.LoaderSignature}' is not the model that was expected.");
        if (Header.ModelVerReadable > ver.VerWrittenCur) throw new FormatException($"The model '{Header.LoaderSignature}' was saved by a newer version ({Header.ModelVerWritten:x8}); this one reads up to {ver.VerWrittenCur:x8}.");
        if (Header.ModelVerWritten < ver.VerWeCanReadBack) throw new FormatException($"The model '{Header.LoaderSignature}' was saved by version {Header.ModelVerWritten:x8}; this one reads from {ver.VerWeCanReadBack:x8}.");
    }

    /// <summary>Reads a string.</summary>
    public string LoadString()
    {
        int id = Reader.ReadInt32();
        return (uint)id < (uint)Strings.Length ? Strings[id] : throw new FormatException($"Corrupt model: string {id} of {Strings.Length}.");
    }

    /// <summary>Reads a string or null.</summary>
    public string? LoadStringOrNull()
    {
        int id = Reader.ReadInt32();
        return id == -1 ? null : (uint)id < (uint)Strings.Length ? Strings[id] : throw new FormatException($"Corrupt model: string {id} of {Strings.Length}.");
    }

    /// <summary>Reads a string that is not empty.</summary>
    public string LoadNonEmptyString()
    {
        string text = LoadString();
        return text.Length > 0 ? text : throw new FormatException("Corrupt model: a name is empty.");
    }

    /// <summary>Whether there is a model in a directory below this one's.</summary>
    public bool ContainsModel(string name)
    {
        using Repository.Entry? entry = Repository.OpenEntryOrNull(ModelSaveContext.Combine(Directory, name), ModelStreamName);
        return entry != null;
    }

    /// <summary>Reads a model from a directory below this one's.</summary>
    public void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, string name, params object[] extra) where TRes : class =>
        LoadModel<TRes, TSig>(env, out result, Repository, ModelSaveContext.Combine(Directory, name), extra);

    /// <summary>Reads a model from a directory below this one's, if there is one.</summary>
    public bool LoadModelOrNull<TRes, TSig>(IHostEnvironment env, out TRes? result, string name, params object[] extra) where TRes : class
    {
        result = null;
        if (!ContainsModel(name)) return false;
        LoadModel<TRes, TSig>(env, out result, name, extra);
        return true;
    }

    /// <summary>Reads a part from a directory below this one's, if there is one.</summary>
    public bool TryProcessSubModel(string dir, Action<ModelLoadContext> action)
    {
        string path = ModelSaveContext.Combine(Directory, dir);
        using Repository.Entry? entry = Repository.OpenEntryOrNull(path, ModelStreamName);
        if (entry == null) return false;
        using var sub = new ModelLoadContext(Repository, entry, path);
        action(sub);
        return true;
    }

    /// <summary>Reads bytes from beside the model, if there are any.</summary>
    public bool TryLoadBinaryStream(string name, Action<BinaryReader> action)
    {
        using Repository.Entry? entry = Repository.OpenEntryOrNull(Directory, name);
        if (entry == null) return false;
        using var reader = new BinaryReader(entry.Stream, Encoding.UTF8, leaveOpen: true);
        action(reader);
        return true;
    }

    /// <summary>Reads a text from beside the model, if there is one.</summary>
    public bool TryLoadTextStream(string name, Action<TextReader> action)
    {
        using Repository.Entry? entry = Repository.OpenEntryOrNull(Directory, name);
        if (entry == null) return false;
        using var reader = new StreamReader(entry.Stream, Encoding.UTF8, leaveOpen: true);
        action(reader);
        return true;
    }

    /// <summary>Reads a model from a directory.</summary>
    public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, RepositoryReader rep, string? dir, params object[] extra) where TRes : class
    {
        using Repository.Entry entry = rep.OpenEntry(dir, ModelStreamName);
        LoadModel<TRes, TSig>(env, out result, rep, entry, dir, extra);
    }

    /// <summary>Reads a model from an entry.</summary>
    public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, RepositoryReader rep, Repository.Entry ent, string? dir, params object[] extra) where TRes : class
    {
        using var ctx = new ModelLoadContext(rep, ent, dir);
        try
        {
            if (ctx.TryCreate<TRes, TSig>(env, out result, extra)) return;

            // The header names the assembly of the loader, so that a model needs no registration by its user.
            bool found = LoaderAssembly.TryRegister(env.ComponentCatalog, ctx.LoaderAssemblyName);
            if (found && ctx.TryCreate<TRes, TSig>(env, out result, extra)) return;
            throw env.ExceptDecode($"Could not load the part '{dir}' of the model: its class '{ctx.Header.LoaderSignature}' "
                + (found ? $"is not in '{ctx.LoaderAssemblyName}'." : $"is not known here, and its assembly '{ctx.LoaderAssemblyName}' was not found; reference it."));
        }
        catch (EndOfStreamException error)
        {
            throw env.ExceptDecode(error, $"Corrupt model: the data of its part '{dir}' ends too early.");
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            throw env.ExceptDecode(error, $"Corrupt model: its part '{dir}' has a value that cannot be: {error.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();

    private bool TryCreate<TRes, TSig>(IHostEnvironment env, out TRes result, object[] extra) where TRes : class
    {
        object[] args = [this, .. extra];
        if (ComponentCatalog.TryCreateInstance<TRes, TSig>(env, out result, Header.LoaderSignature, args)) return true;
        return Header.LoaderSignatureAlt.Length > 0 && ComponentCatalog.TryCreateInstance<TRes, TSig>(env, out result, Header.LoaderSignatureAlt, args);
    }

    private string[] ReadStrings(byte[] bytes)
    {
        var strings = new string[Header.CbStringTable / sizeof(long)];
        long start = 0;
        for (int i = 0; i < strings.Length; i++)
        {
            long end = BitConverter.ToInt64(bytes, (int)Header.FpStringTable + i * sizeof(long));
            if (end < start || end > Header.CbStringChars || (end & 1) != 0) throw new FormatException("Corrupt model: its strings overlap.");
            strings[i] = Encoding.Unicode.GetString(bytes, (int)(Header.FpStringChars + start), (int)(end - start));
            start = end;
        }
        return strings;
    }
}
