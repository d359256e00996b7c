namespace Microsoft.CodeAnalysis;

/// <summary>
/// Hides a type from the compilers of other assemblies, those that see our internals among them. AutoTune has its own
/// <see cref="System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute"/>.
/// </summary>
[Embedded]
internal sealed class EmbeddedAttribute : Attribute;
