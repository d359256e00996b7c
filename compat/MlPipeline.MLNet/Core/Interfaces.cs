using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>Can be written to a model file.</summary>
    public interface ICanSaveModel
    {
        /// <summary>Writes it.</summary>
        void Save(ModelSaveContext ctx);
    }

    /// <summary>Reads data of some source.</summary>
    public interface IDataLoader<in TSource> : ICanSaveModel
    {
        /// <summary>Reads the source.</summary>
        IDataView Load(TSource input);

        /// <summary>The schema of what it reads.</summary>
        DataViewSchema GetOutputSchema();
    }

    /// <summary>Turns one data view into another.</summary>
    public interface ITransformer : ICanSaveModel
    {
        /// <summary>Whether every row is made of one row, without looking at others.</summary>
        bool IsRowToRowMapper { get; }

        /// <summary>The schema that comes out for one that goes in.</summary>
        DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

        /// <summary>The data view that comes out, computed on demand.</summary>
        IDataView Transform(IDataView input);

        /// <summary>The mapping of single rows, where <see cref="IsRowToRowMapper"/>.</summary>
        IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
    }

    /// <summary>Learns a transformer from data.</summary>
    public interface IEstimator<out TTransformer>
        where TTransformer : ITransformer
    {
        /// <summary>Learns.</summary>
        TTransformer Fit(IDataView input);

        /// <summary>The shape that comes out for one that goes in.</summary>
        SchemaShape GetOutputSchema(SchemaShape inputSchema);
    }

    /// <summary>What a predictor predicts.</summary>
    public enum PredictionKind
    {
        /// <summary>Not known.</summary>
        Unknown = 0,

        /// <summary>Something else.</summary>
        Custom = 1,

        /// <summary>Yes or no.</summary>
        BinaryClassification = 2,

        /// <summary>One of several classes.</summary>
        MulticlassClassification = 3,

        /// <summary>A number.</summary>
        Regression = 4,

        /// <summary>Several numbers.</summary>
        MultiOutputRegression = 5,

        /// <summary>An order.</summary>
        Ranking = 6,

        /// <summary>What a user likes.</summary>
        Recommendation = 7,

        /// <summary>What is unusual.</summary>
        AnomalyDetection = 8,

        /// <summary>A cluster.</summary>
        Clustering = 9,

        /// <summary>Classes of a sequence.</summary>
        SequenceClassification = 10,
    }

    /// <summary>Predicts.</summary>
    public interface IPredictor
    {
        /// <summary>What.</summary>
        PredictionKind PredictionKind { get; }
    }

    /// <summary>Predicts values of a type.</summary>
    public interface IPredictorProducing<out TResult> : IPredictor
    {
    }

    /// <summary>Trains predictors.</summary>
    public interface ITrainer
    {
        /// <summary>What it wants of its data.</summary>
        TrainerInfo Info { get; }

        /// <summary>What its predictors predict.</summary>
        PredictionKind PredictionKind { get; }

        /// <summary>Trains.</summary>
        IPredictor Train(TrainContext context);
    }

    /// <summary>Trains predictors of a type.</summary>
    public interface ITrainer<out TPredictor> : ITrainer
        where TPredictor : IPredictor
    {
        /// <summary>Trains.</summary>
        new TPredictor Train(TrainContext context);
    }

    /// <summary>What a trainer wants of its data, and what it can do.</summary>
    public sealed class TrainerInfo
    {
        /// <summary>From its parts.</summary>
        public TrainerInfo(bool normalization = true, bool calibration = false, bool caching = true, bool supportValid = false, bool supportIncrementalTrain = false, bool supportTest = false)
        {
            (NeedNormalization, NeedCalibration, WantCaching) = (normalization, calibration, caching);
            (SupportsValidation, SupportsIncrementalTraining, SupportsTest) = (supportValid, supportIncrementalTrain, supportTest);
        }

        /// <summary>Whether features should be normalized.</summary>
        public bool NeedNormalization { get; }

        /// <summary>Whether the data should be cached.</summary>
        public bool WantCaching { get; }

        /// <summary>Whether its scores should be calibrated.</summary>
        public bool NeedCalibration { get; }

        /// <summary>Whether it takes a validation set.</summary>
        public bool SupportsValidation { get; }

        /// <summary>Whether it can go on from an earlier predictor.</summary>
        public bool SupportsIncrementalTraining { get; }

        /// <summary>Whether it takes a test set.</summary>
        public bool SupportsTest { get; }
    }

    /// <summary>What a trainer is given.</summary>
    public sealed class TrainContext
    {
        /// <summary>From its parts.</summary>
        public TrainContext(RoleMappedData trainingSet, RoleMappedData? validationSet = null, RoleMappedData? testSet = null, IPredictor? initialPredictor = null)
        {
            ArgumentNullException.ThrowIfNull(trainingSet);
            (TrainingSet, ValidationSet, TestSet, InitialPredictor) = (trainingSet, validationSet, testSet, initialPredictor);
        }

        /// <summary>To learn from.</summary>
        public RoleMappedData TrainingSet { get; }

        /// <summary>To watch progress on, or null.</summary>
        public RoleMappedData? ValidationSet { get; }

        /// <summary>To test on, or null.</summary>
        public RoleMappedData? TestSet { get; }

        /// <summary>To start from, or null.</summary>
        public IPredictor? InitialPredictor { get; }
    }

    /// <summary>A transformer that holds a trained model.</summary>
    public interface IPredictionTransformer<out TModel> : ITransformer
        where TModel : class
    {
        /// <summary>The model.</summary>
        TModel Model { get; }
    }

    /// <summary>A transformer whose model reads one feature column.</summary>
    public interface ISingleFeaturePredictionTransformer : ITransformer
    {
        /// <summary>Its name.</summary>
        string FeatureColumnName { get; }
    }

    /// <summary>A transformer whose model reads one feature column.</summary>
    public interface ISingleFeaturePredictionTransformer<out TModel> : IPredictionTransformer<TModel>, ISingleFeaturePredictionTransformer
        where TModel : class
    {
        /// <summary>Its name.</summary>
        new string FeatureColumnName { get; }

        /// <summary>Its type.</summary>
        DataViewType FeatureColumnType { get; }
    }
}

namespace Microsoft.ML.Data
{
    /// <summary>Maps single rows.</summary>
    public interface IRowToRowMapper
    {
        /// <summary>The schema of rows that go in.</summary>
        DataViewSchema InputSchema { get; }

        /// <summary>The schema of rows that come out.</summary>
        DataViewSchema OutputSchema { get; }

        /// <summary>The input columns that these output columns need.</summary>
        IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns);

        /// <summary>A row whose getters follow those of the input.</summary>
        DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns);
    }

    /// <summary>Maps a value.</summary>
    public delegate void ValueMapper<TSrc, TDst>(in TSrc src, ref TDst dst);

    /// <summary>Maps a value to two.</summary>
    public delegate void ValueMapper<TVal1, TVal2, TVal3>(in TVal1 val1, ref TVal2 val2, ref TVal3 val3);

    /// <summary>A model that maps features to a score.</summary>
    public interface IValueMapper
    {
        /// <summary>The type of the features.</summary>
        DataViewType InputType { get; }

        /// <summary>The type of the score.</summary>
        DataViewType OutputType { get; }

        /// <summary>The mapping, for one thread.</summary>
        ValueMapper<TSrc, TDst> GetMapper<TSrc, TDst>();
    }

    /// <summary>A model that maps features to a score and a probability.</summary>
    public interface IValueMapperDist : IValueMapper
    {
        /// <summary>The type of the probability.</summary>
        DataViewType DistType { get; }

        /// <summary>The mapping, for one thread.</summary>
        ValueMapper<TSrc, TDst, TDist> GetMapper<TSrc, TDst, TDist>();
    }

    /// <summary>When a step of a chain is applied.</summary>
    [Flags]
    public enum TransformerScope
    {
        /// <summary>Never.</summary>
        None = 0,

        /// <summary>While training.</summary>
        Training = 1,

        /// <summary>While testing.</summary>
        Testing = 2,

        /// <summary>While scoring.</summary>
        Scoring = 4,

        /// <summary>While training and testing.</summary>
        TrainTest = Training | Testing,

        /// <summary>Always.</summary>
        Everything = TrainTest | Scoring,
    }
}
