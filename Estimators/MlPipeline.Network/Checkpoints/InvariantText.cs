using System.Globalization;

namespace MlPipeline.Network.Checkpoints;

/// <summary>
/// Text that is stored and compared. Whatever makes it, the numbers in it are written the same under every culture:
/// records print their members under the current one, and no provider can be handed to them.
/// </summary>
internal static class InvariantText
{
    /// <summary>Makes text while the current culture is the invariant one.</summary>
    public static T Make<T>(Func<T> make)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return make();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
