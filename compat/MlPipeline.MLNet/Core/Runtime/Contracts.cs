using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>Checks, and the exceptions they throw.</summary>
public static class Contracts
{
    /// <summary>Throws where a condition does not hold.</summary>
    public static void Check(this IExceptionContext? ctx, [DoesNotReturnIf(false)] bool f, string msg)
    {
        if (!f) throw Except(ctx, msg);
    }

    /// <summary>Throws where an argument is outside its range.</summary>
    public static void CheckParam(this IExceptionContext? ctx, [DoesNotReturnIf(false)] bool f, string paramName, string msg)
    {
        if (!f) throw ExceptParam(ctx, paramName, msg);
    }

    /// <summary>Throws where an argument is null.</summary>
    public static void CheckValue<T>(this IExceptionContext? ctx, [NotNull] T val, string paramName) where T : class?
    {
        if (val is null) throw Processed(ctx, new ArgumentNullException(paramName));
    }

    /// <summary>Throws where an argument is null.</summary>
    public static T CheckRef<T>(this IExceptionContext? ctx, [NotNull] T val, string paramName) where T : class?
    {
        CheckValue(ctx, val, paramName);
        return val;
    }

    /// <summary>Throws where a text is null or empty.</summary>
    public static string CheckNonEmpty(this IExceptionContext? ctx, string? s, string paramName)
    {
        if (string.IsNullOrEmpty(s)) throw Processed(ctx, new ArgumentException($"{paramName} cannot be null or empty", paramName));
        return s;
    }

    /// <summary>Throws where a text is null, empty or blank.</summary>
    public static string CheckNonWhiteSpace(this IExceptionContext? ctx, string? s, string paramName)
    {
        if (string.IsNullOrWhiteSpace(s)) throw Processed(ctx, new ArgumentException($"{paramName} cannot be null, empty or blank", paramName));
        return s;
    }

    /// <summary>Throws where an array is null or empty.</summary>
    public static T[] CheckNonEmpty<T>(this IExceptionContext? ctx, T[]? args, string paramName)
    {
        if (args is null or []) throw Processed(ctx, new ArgumentException($"{paramName} cannot be null or empty", paramName));
        return args;
    }

    /// <summary>Throws where an option is outside its range.</summary>
    public static void CheckUserArg(this IExceptionContext? ctx, [DoesNotReturnIf(false)] bool f, string name, string msg)
    {
        if (!f) throw ExceptUserArg(ctx, name, msg);
    }

    /// <summary>Throws where a file is not as it should be.</summary>
    public static void CheckDecode(this IExceptionContext? ctx, [DoesNotReturnIf(false)] bool f, string msg)
    {
        if (!f) throw ExceptDecode(ctx, msg);
    }

    /// <summary>Throws where a file is not as it should be.</summary>
    public static void CheckDecode(this IExceptionContext? ctx, [DoesNotReturnIf(false)] bool f) => CheckDecode(ctx, f, "Corrupt model");

    /// <summary>Throws where the calculation was canceled.</summary>
    public static void CheckAlive(this IHostEnvironment env)
    {
        if (env is ICancelable { IsCanceled: true }) throw Processed(env, new OperationCanceledException("Operation was canceled."));
    }

    /// <summary>Says what must hold, in debug builds.</summary>
    [Conditional("DEBUG")]
    public static void AssertValue<T>(this IExceptionContext? ctx, T val) where T : class? => Debug.Assert(val is not null);

    /// <summary>Something went wrong.</summary>
    public static Exception Except(this IExceptionContext? ctx, string msg) => Processed(ctx, new InvalidOperationException(msg));

    /// <summary>Something went wrong.</summary>
    public static Exception Except(this IExceptionContext? ctx, string msg, params object[] args) => Except(ctx, Text(msg, args));

    /// <summary>Something went wrong.</summary>
    public static Exception Except(this IExceptionContext? ctx, Exception inner, string msg) => Processed(ctx, new InvalidOperationException(msg, inner));

    /// <summary>An argument is outside its range.</summary>
    public static Exception ExceptParam(this IExceptionContext? ctx, string paramName, string msg) =>
        Processed(ctx, new ArgumentOutOfRangeException(paramName, msg));

    /// <summary>An argument is outside its range.</summary>
    public static Exception ExceptParam(this IExceptionContext? ctx, string paramName, string msg, params object[] args) => ExceptParam(ctx, paramName, Text(msg, args));

    /// <summary>An option is outside its range.</summary>
    public static Exception ExceptUserArg(this IExceptionContext? ctx, string name, string msg) =>
        Processed(ctx, new ArgumentOutOfRangeException(name, msg));

    /// <summary>An option is outside its range.</summary>
    public static Exception ExceptUserArg(this IExceptionContext? ctx, string name, string msg, params object[] args) => ExceptUserArg(ctx, name, Text(msg, args));

    /// <summary>A file is not as it should be.</summary>
    public static Exception ExceptDecode(this IExceptionContext? ctx, string msg) => Processed(ctx, new FormatException(msg));

    /// <summary>A file is not as it should be.</summary>
    public static Exception ExceptDecode(this IExceptionContext? ctx, string msg, params object[] args) => ExceptDecode(ctx, Text(msg, args));

    /// <summary>A file is not as it should be.</summary>
    public static Exception ExceptDecode(this IExceptionContext? ctx, Exception inner, string msg) => Processed(ctx, new FormatException(msg, inner));

    /// <summary>A file cannot be read or written.</summary>
    public static Exception ExceptIO(this IExceptionContext? ctx, string msg) => Processed(ctx, new IOException(msg));

    /// <summary>Not supported.</summary>
    public static Exception ExceptNotSupp(this IExceptionContext? ctx, string msg) => Processed(ctx, new NotSupportedException(msg));

    /// <summary>A column is missing.</summary>
    public static Exception ExceptSchemaMismatch(this IExceptionContext? ctx, string paramName, string columnRole, string columnName) =>
        Processed(ctx, new ArgumentOutOfRangeException(paramName, $"Could not find {columnRole} column '{columnName}'"));

    /// <summary>A column has the wrong type.</summary>
    public static Exception ExceptSchemaMismatch(this IExceptionContext? ctx, string paramName, string columnRole, string columnName, string expectedType, string actualType) =>
        Processed(ctx, new ArgumentOutOfRangeException(paramName, $"Schema mismatch for {columnRole} column '{columnName}': expected {expectedType}, got {actualType}"));

    private static Exception Processed(IExceptionContext? ctx, Exception ex) => ctx?.Process(ex) ?? ex;

    private static string Text(string format, object[] args) => string.Format(CultureInfo.InvariantCulture, format, args);
}
