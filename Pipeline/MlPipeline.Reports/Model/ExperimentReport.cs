using System.Text.Json.Serialization;

namespace MlPipeline.Reports;

/// <summary>The report of a preset: sections of text, images and tables.</summary>
public sealed record ExperimentReport : Report
{
    /// <summary>The settings by name.</summary>
    public IReadOnlyList<NamedValue> Settings { get; init; } = [];

    /// <summary>The sections, in order.</summary>
    public required IReadOnlyList<ExperimentSection> Sections { get; init; }
}

/// <summary>A titled part of an experiment; on a wide page its items stand side by side.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Text">A paragraph below it; empty for none.</param>
/// <param name="Items">Its items.</param>
public sealed record ExperimentSection(string Title, string Text, IReadOnlyList<ExperimentItem> Items);

/// <summary>An item of a section, such as a chart or a table.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SurfaceItem), "surface")]
[JsonDerivedType(typeof(PlaneItem), "plane")]
[JsonDerivedType(typeof(CurvesItem), "curves")]
[JsonDerivedType(typeof(TableItem), "table")]
[JsonDerivedType(typeof(ImagesItem), "images")]
public abstract record ExperimentItem
{
    /// <summary>The heading above it.</summary>
    public required string Title { get; init; }
}

/// <summary>Values over two axes: an output, a loss, a gradient.</summary>
public sealed record SurfaceItem : ExperimentItem
{
    /// <summary>The first axis.</summary>
    public required GridAxis X { get; init; }

    /// <summary>The second axis.</summary>
    public required GridAxis Y { get; init; }

    /// <summary>The quantity of the height, with its unit.</summary>
    public required string ValueTitle { get; init; }

    /// <summary>The height, by y then x; null where there is none.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> Values { get; init; }
}

/// <summary>
/// Points on a plane, before a field (such as the probability of a class) where one is given; step by step.
/// </summary>
public sealed record PlaneItem : ExperimentItem
{
    /// <summary>The first axis; its values are the columns of the fields.</summary>
    public required GridAxis X { get; init; }

    /// <summary>The second axis; its values are the rows of the fields.</summary>
    public required GridAxis Y { get; init; }

    /// <summary>The quantity of the field, with its unit; empty if there is none.</summary>
    public string ValueTitle { get; init; } = "";

    /// <summary>One or more; several get a slider.</summary>
    public required IReadOnlyList<PlaneStep> Steps { get; init; }
}

/// <summary>The plane at one step.</summary>
/// <param name="Name">Such as "epoch 10".</param>
/// <param name="Field">Values by y then x; empty for points alone.</param>
/// <param name="Groups">The points, by class.</param>
/// <param name="Lines">Lines, such as the border of a unit.</param>
public sealed record PlaneStep(
    string Name,
    IReadOnlyList<IReadOnlyList<double?>> Field,
    IReadOnlyList<Series> Groups,
    IReadOnlyList<Series> Lines
);

/// <summary>Curves over one axis.</summary>
public sealed record CurvesItem : ExperimentItem
{
    /// <summary>The title of the horizontal axis, with its unit.</summary>
    public required string XTitle { get; init; }

    /// <summary>The title of the vertical axis, with its unit.</summary>
    public required string YTitle { get; init; }

    /// <summary>Whether the vertical axis is logarithmic.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether the horizontal axis is logarithmic; then its values are above 0.</summary>
    public bool IsXLogarithmic { get; init; }

    /// <summary>The curves; one of a single point is a mark.</summary>
    public required IReadOnlyList<Series> Curves { get; init; }
}

/// <summary>A table.</summary>
public sealed record TableItem : ExperimentItem
{
    /// <summary>The headings.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The cells, row by row, each as long as the headings.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }
}

/// <summary>Images and their names.</summary>
public sealed record ImagesItem : ExperimentItem
{
    /// <summary>The images.</summary>
    public required IReadOnlyList<LabeledImage> Images { get; init; }
}

/// <summary>An axis of a grid.</summary>
/// <param name="Title">The title, with its unit.</param>
/// <param name="Values">The coordinates of the grid, ascending.</param>
public sealed record GridAxis(string Title, IReadOnlyList<double> Values);

/// <summary>Named points.</summary>
/// <param name="Name">The name of the points.</param>
/// <param name="X">The horizontal coordinate of each.</param>
/// <param name="Y">The vertical coordinate of each; null leaves a gap.</param>
public sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double?> Y);
