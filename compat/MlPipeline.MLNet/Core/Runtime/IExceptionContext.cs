namespace Microsoft.ML.Runtime;

/// <summary>Marks exceptions with where they come from.</summary>
public interface IExceptionContext
{
    /// <summary>Where.</summary>
    string ContextDescription { get; }

    /// <summary>Marks an exception; returns it.</summary>
    TException Process<TException>(TException ex) where TException : Exception;
}
