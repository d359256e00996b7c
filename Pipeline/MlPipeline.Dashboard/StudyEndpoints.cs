using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlPipeline.Reports;

namespace MlPipeline.Dashboard;

/// <summary>The endpoints that the page requests.</summary>
/// <param name="source">The studies.</param>
/// <param name="ending">Signals that the server will stop: clients receive the last update.</param>
internal sealed class StudyEndpoints(IStudySource source, CancellationToken ending)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sign = TimeSpan.FromSeconds(15);

    private static readonly string Page = PageHtml.Render(
        PageKind.Dashboard,
        "MlPipeline",
        "The charts of this page are drawn by a script; allow scripts to see them.",
        $"MlPipeline {typeof(StudyEndpoints).Assembly.GetName().Version?.ToString(3)}, on this machine; nothing "
            + "leaves it."
    );

    private readonly LiveStudies _studies = new(source);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => WriteAsync(context, "text/html; charset=utf-8", Page));
        routes.MapGet(
            "/api/studies",
            context =>
                WriteAsync(
                    context,
                    "application/json",
                    JsonSerializer.Serialize(source.List(), DashboardJson.Default.IReadOnlyListStudyEntry)
                )
        );
        routes.MapGet(
            "/api/studies/{study}/events",
            context => WithStudyAsync(context, study => StreamAsync(context, study))
        );
        routes.MapGet(
            "/api/studies/{study}/models/{file}",
            context => WithStudyAsync(context, study => SendModelAsync(context, study))
        );
        routes.MapPost(
            "/api/studies/{study}/trials/{trial:int}/stop",
            context => WithStudyAsync(context, study => StopAsync(context, study))
        );
    }

    private async Task WithStudyAsync(HttpContext context, Func<LiveStudy, Task> act)
    {
        string name = (string)context.Request.RouteValues["study"]!;
        try
        {
            using LiveStudies.Lease? lease = _studies.Follow(name);
            if (lease == null)
                await RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no study '{name}'.")
                    .ConfigureAwait(false);
            else
                await act(lease.Study).ConfigureAwait(false);
        }
        catch (IOException error) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, error.Message).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client left, or the study became unreadable: the page asks again and gets the error then.
        }
    }

    private async Task StreamAsync(HttpContext context, LiveStudy study)
    {
        string? known = context.Request.Headers["Last-Event-ID"];
        (string, StudyUpdate)? first = study.Since(known); // what cannot be read is refused before the stream begins
        context.Response.ContentType = "text/event-stream";
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            ending
        );
        await SseFormatter
            .WriteAsync(UpdatesAsync(study, first, known, either.Token), context.Response.Body, context.RequestAborted)
            .ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<SseItem<string>> UpdatesAsync(
        LiveStudy study,
        (string Revision, StudyUpdate Update)? next,
        string? known,
        [EnumeratorCancellation] CancellationToken end
    )
    {
        TimeSpan silence = Sign; // the first sign at once: the page learns that it is connected
        for (bool isLast = false; ; next = study.Since(known, isLast))
        {
            if (next is { } update)
            {
                known = update.Revision;
                silence = TimeSpan.Zero;
                yield return new SseItem<string>(
                    JsonSerializer.Serialize(update.Update, DashboardJson.Default.StudyUpdate),
                    "update"
                )
                {
                    EventId = known,
                };
            }
            else if (silence >= Sign)
            {
                silence = TimeSpan.Zero;
                yield return new SseItem<string>("", "sign"); // a connection that is dead shows when it is written to
            }
            if (isLast)
                yield break;
            await Task.Delay(Interval, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            isLast = end.IsCancellationRequested;
            silence += Interval;
        }
    }

    private static async Task SendModelAsync(HttpContext context, LiveStudy study)
    {
        string file = (string)context.Request.RouteValues["file"]!;
        if (study.PathOf(file) is not { } path)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no model '{file}' any more.")
                .ConfigureAwait(false);
            return;
        }
        context.Response.ContentType = "application/zip";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        await context.Response.SendFileAsync(path, context.RequestAborted).ConfigureAwait(false);
    }

    private static Task StopAsync(HttpContext context, LiveStudy study)
    {
        int trial = int.Parse((string)context.Request.RouteValues["trial"]!, CultureInfo.InvariantCulture);
        if (!study.RequestStop(trial))
            return RefuseAsync(context, StatusCodes.Status409Conflict, $"Trial {trial} is not running.");
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, "text/plain; charset=utf-8", why);
    }
}
