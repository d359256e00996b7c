// recipe: Usings
global using Microsoft.ML;
global using Microsoft.ML.AutoML;
global using Microsoft.ML.Data;
global using Microsoft.ML.Transforms.Image;
global using MlPipeline.AutoTune.Spaces;
global using MlPipeline.Estimators;
global using MlPipeline.Network;
global using MlPipeline.Network.Augmentation;
// end

// The recipes read and write files where they run.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
