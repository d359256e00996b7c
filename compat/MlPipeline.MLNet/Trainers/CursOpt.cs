using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Trainers;

/// <summary>Which columns a training cursor reads, and which bad values it lets through.</summary>
[Flags]
[SuppressMessage("Design", "CA1008", Justification = "The public surface is ML.NET's.")]
public enum CursOpt : uint
{
    /// <summary>The weight.</summary>
    Weight = 0x01,

    /// <summary>The group.</summary>
    Group = 0x02,

    /// <summary>The row's identifier.</summary>
    Id = 0x04,

    /// <summary>The label.</summary>
    Label = 0x08,

    /// <summary>The features.</summary>
    Features = 0x10,

    /// <summary>Bad weights, too.</summary>
    AllowBadWeights = 0x0100,

    /// <summary>Weights, good or bad.</summary>
    AllWeights = Weight | AllowBadWeights,

    /// <summary>Bad groups, too.</summary>
    AllowBadGroups = 0x0200,

    /// <summary>Groups, good or bad.</summary>
    AllGroups = Group | AllowBadGroups,

    /// <summary>Bad labels, too.</summary>
    AllowBadLabels = 0x0800,

    /// <summary>Labels, good or bad.</summary>
    AllLabels = Label | AllowBadLabels,

    /// <summary>Bad features, too.</summary>
    AllowBadFeatures = 0x1000,

    /// <summary>Features, good or bad.</summary>
    AllFeatures = Features | AllowBadFeatures,

    /// <summary>Whatever there is.</summary>
    AllowBadEverything = AllowBadWeights | AllowBadGroups | AllowBadLabels | AllowBadFeatures,
}
