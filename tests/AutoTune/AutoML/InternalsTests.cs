using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.ML.AutoML;
using MlPipeline.AutoTune.Experiments;

namespace MlPipeline.AutoTune.Tests.AutoML;

/// <summary>
/// AutoTune sees all internals of the edition and of the package, and the two have few in common. It uses these alone.
/// </summary>
public class InternalsTests
{
    private static readonly string[] Known =
    [
        "CostFrugalTuner",
        "EciCostFrugalTuner",
        "ITrialResultManager",
        "SmacTuner",
    ];

    [Fact]
    public void AutoTune_reaches_no_internals_of_AutoML_but_its_tuners()
    {
        Module autoTune = typeof(FeedForwardExperiment).Module;
        using PEReader file = new(File.OpenRead(autoTune.FullyQualifiedName));
        MetadataReader metadata = file.GetMetadataReader();
        Type[] types = [.. metadata.TypeReferences.Select(type => autoTune.ResolveType(Token(type))).Where(IsAutoML)];
        // Members of generic types cannot be resolved without their arguments; none of those types is internal.
        MethodBase[] methods =
        [
            .. metadata
                .MemberReferences.Where(member =>
                    metadata.GetMemberReference(member) is { Parent.Kind: HandleKind.TypeReference } reference
                    && reference.GetKind() == MemberReferenceKind.Method
                )
                .Select(member => autoTune.ResolveMethod(Token(member))!)
                .Where(method => IsAutoML(method.DeclaringType!)),
        ];
        Assert.NotEmpty(methods);
        Assert.Equal(Known, types.Where(type => !type.IsVisible).Select(type => type.Name).Order());
        Assert.Empty(
            methods
                .Where(method => !method.IsPublic && !method.IsFamily)
                .Select(method => $"{method.DeclaringType}.{method}")
        );
    }

    private static int Token(EntityHandle handle) => MetadataTokens.GetToken(handle);

    private static bool IsAutoML(Type type) => type.Assembly == typeof(AutoMLExperiment).Assembly;
}
