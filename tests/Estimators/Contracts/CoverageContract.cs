using Microsoft.ML;

namespace MlPipeline.Estimators.Tests.Contracts;

/// <summary>The suite knows every estimator and transformer that a user can get.</summary>
public class CoverageContract
{
    private static readonly Type[] Exported = typeof(FeedForwardBinaryTrainer).Assembly.GetExportedTypes();

    [Fact]
    public void Every_public_estimator_has_a_case() =>
        Assert.Equal(
            Names(Exported.Where(type => IsConcrete(type) && Implements(type, typeof(IEstimator<>)))),
            Names(ContractCases.Cases.Select(contract => contract.Estimator))
        );

    [Fact]
    public void Every_public_transformer_has_a_case() =>
        Assert.Equal(
            Names(Exported.Where(type => IsConcrete(type) && typeof(ITransformer).IsAssignableFrom(type))),
            Names(ContractCases.Cases.Select(contract => contract.Transformer))
        );

    [Theory]
    [MemberData(nameof(ContractCases.All), MemberType = typeof(ContractCases))]
    public void A_case_is_of_the_types_it_says(ContractCase contract)
    {
        var context = new MLContext(1);
        IEstimator<ITransformer> estimator = contract.Make(context);
        Assert.Equal(
            (contract.Estimator, contract.Transformer),
            (estimator.GetType(), estimator.Fit(context.Data()).GetType())
        );
    }

    private static bool IsConcrete(Type type) => type is { IsClass: true, IsAbstract: false };

    private static bool Implements(Type type, Type open) =>
        type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == open);

    private static string[] Names(IEnumerable<Type> types) =>
        [.. types.Select(type => type.Name).Distinct().Order(StringComparer.Ordinal)];
}
