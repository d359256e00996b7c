using System.Reflection;
using Microsoft.ML;

namespace MlPipeline.Estimators.Augmentation;

/// <summary>Finds the augmented views that a data view is made from.</summary>
internal static class AugmentedViews
{
    private const BindingFlags OwnFields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>
    /// The paths from a view to all augmented views that it is, or reads from. A path begins with the view and ends
    /// with the augmented one. Fields of views lead from one to the next, because several of ML.NET's own views, such
    /// as the one that caches, do not make their source known.
    /// </summary>
    public static List<IDataView[]> PathsFrom(IDataView view)
    {
        List<IDataView[]> found = [];
        HashSet<IDataView> seen = new(ReferenceEqualityComparer.Instance);
        Stack<IDataView[]> open = new([
            [view],
        ]);
        while (open.TryPop(out IDataView[]? path))
        {
            if (!seen.Add(path[^1]))
                continue;
            if (path[^1] is AugmentedDataView)
                found.Add(path);
            foreach (IDataView source in SourcesOf(path[^1]))
                open.Push([.. path, source]);
        }
        return found;
    }

    /// <summary>Whether a view is made from an augmented one.</summary>
    public static bool AreBehind(IDataView view) => PathsFrom(view).Count > 0;

    /// <summary>
    /// The first step on a path, seen from the augmented view, that does not pass a cursor's Random on.
    /// </summary>
    /// <param name="path">From a view to an augmented one that a <see cref="PassRandom"/> did not reach.</param>
    public static string StepThatLosesThePass(IDataView[] path)
    {
        var augmented = (AugmentedDataView)path[^1];
        for (int i = path.Length - 2; i > 0; i--)
        {
            var random = new PassRandom(0);
            using (path[i].GetRowCursor([], random))
            {
                if (!random.HasReached(augmented))
                    return path[i].GetType().Name;
            }
        }
        return path[0].GetType().Name;
    }

    private static IEnumerable<IDataView> SourcesOf(IDataView view)
    {
        for (Type? type = view.GetType(); type != null; type = type.BaseType)
            foreach (FieldInfo field in type.GetFields(OwnFields))
            {
                if (typeof(IDataView).IsAssignableFrom(field.FieldType))
                {
                    if (field.GetValue(view) is IDataView source)
                        yield return source;
                }
                else if (typeof(IReadOnlyCollection<IDataView>).IsAssignableFrom(field.FieldType))
                {
                    foreach (IDataView source in (IReadOnlyCollection<IDataView>?)field.GetValue(view) ?? [])
                        yield return source;
                }
            }
    }
}
