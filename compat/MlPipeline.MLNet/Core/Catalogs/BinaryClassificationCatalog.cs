using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Predicting yes or no.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
public sealed partial class BinaryClassificationCatalog : TrainCatalogBase
{
    internal BinaryClassificationCatalog(IHostEnvironment env)
        : base(env, nameof(BinaryClassificationCatalog))
    {
        Trainers = new BinaryClassificationTrainers(this);
        Calibrators = new CalibratorsCatalog(this);
    }

    /// <summary>The trainers.</summary>
    public BinaryClassificationTrainers Trainers { get; }

    /// <summary>From scores to probabilities.</summary>
    public CalibratorsCatalog Calibrators { get; }

    /// <summary>The trainers; each is an extension method.</summary>
    public sealed class BinaryClassificationTrainers : CatalogInstantiatorBase
    {
        internal BinaryClassificationTrainers(BinaryClassificationCatalog catalog)
            : base(catalog)
        {
        }
    }

    /// <summary>From scores to probabilities.</summary>
    public sealed class CalibratorsCatalog : CatalogInstantiatorBase
    {
        private readonly BinaryClassificationCatalog _catalog;

        internal CalibratorsCatalog(BinaryClassificationCatalog catalog)
            : base(catalog) => _catalog = catalog;

        /// <summary>Fits a sigmoid from scores to probabilities.</summary>
        /// <param name="labelColumnName">The label: Boolean, or a number or key that means yes above 0.</param>
        /// <param name="scoreColumnName">The score: Single.</param>
        /// <param name="exampleWeightColumnName">The weight of each row: Single; all weigh 1 where null.</param>
        public PlattCalibratorEstimator Platt(string labelColumnName = DefaultColumnNames.Label, string scoreColumnName = DefaultColumnNames.Score, string? exampleWeightColumnName = null)
            => new(_catalog.Environment, labelColumnName, scoreColumnName, exampleWeightColumnName);

        /// <summary>The sigmoid 1 / (1 + exp(slope * score + offset)).</summary>
        public FixedPlattCalibratorEstimator Platt(double slope, double offset, string scoreColumnName = DefaultColumnNames.Score)
            => new(_catalog.Environment, slope, offset, scoreColumnName);
    }
}
