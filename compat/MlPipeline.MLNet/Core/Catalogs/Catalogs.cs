using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data
{
    /// <summary>A catalog that knows its environment.</summary>
    public interface IInternalCatalog
    {
        /// <summary>The environment.</summary>
        IHostEnvironment Environment { get; }
    }

    /// <summary>For extension methods on catalogs.</summary>
    public static class CatalogUtils
    {
        /// <summary>The environment of a catalog.</summary>
        public static IHostEnvironment GetEnvironment(this IInternalCatalog catalog)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Environment;
        }
    }
}

namespace Microsoft.ML
{
    /// <summary>Loading and preparing rows.</summary>
    public sealed partial class DataOperationsCatalog : IInternalCatalog
    {
        private readonly IHostEnvironment _env;

        internal DataOperationsCatalog(IHostEnvironment env) => _env = env.Register(nameof(DataOperationsCatalog));

        IHostEnvironment IInternalCatalog.Environment => _env;
    }

    /// <summary>Saving, loading and using models.</summary>
    public sealed partial class ModelOperationsCatalog : IInternalCatalog
    {
        private readonly IHostEnvironment _env;

        internal ModelOperationsCatalog(IHostEnvironment env) => _env = env;

        IHostEnvironment IInternalCatalog.Environment => _env;
    }

    /// <summary>Transforming columns.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    public sealed class TransformsCatalog : IInternalCatalog
    {
        private readonly IHostEnvironment _env;

        internal TransformsCatalog(IHostEnvironment env)
        {
            _env = env.Register(nameof(TransformsCatalog));
            Conversion = new ConversionTransforms(_env);
        }

        /// <summary>Converting between types and keys.</summary>
        public ConversionTransforms Conversion { get; }

        IHostEnvironment IInternalCatalog.Environment => _env;

        /// <summary>Converting between types and keys.</summary>
        public sealed class ConversionTransforms : IInternalCatalog
        {
            private readonly IHostEnvironment _env;

            internal ConversionTransforms(IHostEnvironment env) => _env = env;

            IHostEnvironment IInternalCatalog.Environment => _env;
        }
    }

    /// <summary>What the catalogs of the learning tasks share.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    public abstract partial class TrainCatalogBase : IInternalCatalog
    {
        private protected TrainCatalogBase(IHostEnvironment env, string registrationName) => Environment = env.Register(registrationName);

        IHostEnvironment IInternalCatalog.Environment => Environment;

        private protected IHostEnvironment Environment { get; }

        /// <summary>A list of trainers, which extension methods fill.</summary>
        public abstract class CatalogInstantiatorBase : IInternalCatalog
        {
            private readonly TrainCatalogBase _owner;

            private protected CatalogInstantiatorBase(TrainCatalogBase catalog) => _owner = catalog;

            IHostEnvironment IInternalCatalog.Environment => _owner.Environment;
        }
    }

    /// <summary>Predicting one of several classes.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    public sealed partial class MulticlassClassificationCatalog : TrainCatalogBase
    {
        internal MulticlassClassificationCatalog(IHostEnvironment env)
            : base(env, nameof(MulticlassClassificationCatalog)) => Trainers = new MulticlassClassificationTrainers(this);

        /// <summary>The trainers.</summary>
        public MulticlassClassificationTrainers Trainers { get; }

        /// <summary>The trainers; each is an extension method.</summary>
        public sealed class MulticlassClassificationTrainers : CatalogInstantiatorBase
        {
            internal MulticlassClassificationTrainers(MulticlassClassificationCatalog catalog)
                : base(catalog)
            {
            }
        }
    }

    /// <summary>Predicting yes or no.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    public sealed partial class BinaryClassificationCatalog : TrainCatalogBase
    {
        internal BinaryClassificationCatalog(IHostEnvironment env)
            : base(env, nameof(BinaryClassificationCatalog)) => Trainers = new BinaryClassificationTrainers(this);

        /// <summary>The trainers.</summary>
        public BinaryClassificationTrainers Trainers { get; }

        /// <summary>The trainers; each is an extension method.</summary>
        public sealed class BinaryClassificationTrainers : CatalogInstantiatorBase
        {
            internal BinaryClassificationTrainers(BinaryClassificationCatalog catalog)
                : base(catalog)
            {
            }
        }
    }

    /// <summary>Predicting a number.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "The public surface is ML.NET's.")]
    public sealed partial class RegressionCatalog : TrainCatalogBase
    {
        internal RegressionCatalog(IHostEnvironment env)
            : base(env, nameof(RegressionCatalog)) => Trainers = new RegressionTrainers(this);

        /// <summary>The trainers.</summary>
        public RegressionTrainers Trainers { get; }

        /// <summary>The trainers; each is an extension method.</summary>
        public sealed class RegressionTrainers : CatalogInstantiatorBase
        {
            internal RegressionTrainers(RegressionCatalog catalog)
                : base(catalog)
            {
            }
        }
    }
}
