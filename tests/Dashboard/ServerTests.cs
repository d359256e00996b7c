using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace MlPipeline.Dashboard.Tests;

/// <summary>What the server answers, and whom.</summary>
public class ServerTests
{
    private const string Token = "0123456789abcdef";

    [Fact]
    public async Task The_page_comes_with_a_strict_policy()
    {
        await using Served served = await Served.StartAsync(new MadeUpStudies());
        using HttpResponseMessage answer = await served.Client.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_study_comes_whole_and_then_what_changes()
    {
        var studies = new MadeUpStudies();
        MadeUpStudy study = studies.Add("<b> &c", trials: 20, shown: 5);
        await using Served served = await Served.StartAsync(studies);
        await using IAsyncEnumerator<SseItem<JsonElement>> events = Events(served, "<b> &c").GetAsyncEnumerator();
        JsonElement first = await NextAsync(events);
        Assert.True(first.GetProperty("isWhole").GetBoolean());
        Assert.Equal(5, first.GetProperty("trials").GetArrayLength());
        Assert.Equal("A study of 20 trials", first.GetProperty("study").GetProperty("title").GetString());

        study.Run(5, 3);
        study.Shown = 6;
        JsonElement next = await NextAsync(events);
        Assert.False(next.GetProperty("isWhole").GetBoolean());
        JsonElement trial = Assert.Single(next.GetProperty("trials").EnumerateArray());
        Assert.Equal(
            (5, "Running", 3),
            (
                trial.GetProperty("number").GetInt32(),
                trial.GetProperty("state").GetString(),
                trial.GetProperty("values").GetArrayLength()
            )
        );

        // Who was away gets what he missed; who names a revision of another server gets everything.
        study.End(5);
        string missed = await FirstAfterAsync(served, events.Current.EventId!);
        string all = await FirstAfterAsync(served, "somebody-3");
        Assert.Contains("\"isWhole\":false", missed, StringComparison.Ordinal);
        Assert.Contains("\"isWhole\":true", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_is_opened_once_for_all_who_follow_it_and_closed_after_the_last()
    {
        var studies = new MadeUpStudies();
        MadeUpStudy study = studies.Add("s", trials: 3, shown: 3);
        await using (Served served = await Served.StartAsync(studies))
        {
            await using (
                IAsyncEnumerator<SseItem<JsonElement>> one = Events(served, "s").GetAsyncEnumerator(),
                    other = Events(served, "s").GetAsyncEnumerator()
            )
            {
                await NextAsync(one);
                await NextAsync(other);
                Assert.Equal((1, 0), (study.Opened, study.Closed));
            }
        }
        Assert.Equal((1, 1), (study.Opened, study.Closed));
    }

    [Fact]
    public async Task The_end_of_the_server_does_not_wait_for_who_looks_and_tells_the_last()
    {
        var studies = new MadeUpStudies();
        MadeUpStudy study = studies.Add("s", trials: 3, shown: 2);
        Served served = await Served.StartAsync(studies);
        await using IAsyncEnumerator<SseItem<JsonElement>> events = Events(served, "s").GetAsyncEnumerator();
        await NextAsync(events);
        study.Shown = 3;
        Task ended = served.Server.DisposeAsync().AsTask();
        Assert.Equal(2, (await NextAsync(events)).GetProperty("trials")[0].GetProperty("number").GetInt32());
        Assert.False(await events.MoveNextAsync());
        await ended.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_running_trial_is_stopped_by_the_page_alone()
    {
        var studies = new MadeUpStudies();
        MadeUpStudy study = studies.Add("s", trials: 5, shown: 3);
        study.Run(2, 1);
        await using Served served = await Served.StartAsync(studies);
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(served, "/api/studies/s/trials/2/stop"));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await PostAsync(
                served,
                "/api/studies/s/trials/2/stop",
                ("X-MlPipeline", "stop"),
                ("Origin", "http://example.org")
            )
        );
        Assert.Empty(study.Stopped);
        Assert.Equal(
            HttpStatusCode.Accepted,
            await PostAsync(
                served,
                "/api/studies/s/trials/2/stop",
                ("X-MlPipeline", "stop"),
                ("Origin", served.Client.BaseAddress!.GetLeftPart(UriPartial.Authority))
            )
        );
        Assert.Equal([2], study.Stopped);
        Assert.Equal(
            HttpStatusCode.Conflict,
            await PostAsync(served, "/api/studies/s/trials/1/stop", ("X-MlPipeline", "stop"))
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await PostAsync(served, "/api/studies/t/trials/1/stop", ("X-MlPipeline", "stop"))
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await PostAsync(served, "/api/studies/s/trials/x/stop", ("X-MlPipeline", "stop"))
        );
    }

    [Fact]
    public async Task A_kept_model_is_fetched_and_no_other_file()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "a model");
            var studies = new MadeUpStudies();
            MadeUpStudy study = studies.Add("s", trials: 5, shown: 3);
            study.Models.Add(new StudyModel("trial-000002.zip", 2, 7));
            study.ModelPath = file;
            await using Served served = await Served.StartAsync(studies);
            using HttpResponseMessage answer = await served.Client.GetAsync("/api/studies/s/models/trial-000002.zip");
            Assert.Equal("a model", await answer.Content.ReadAsStringAsync());
            Assert.Equal("trial-000002.zip", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
            foreach (
                string other in (string[])["trial-000003.zip", "journal.jsonl", "..%2Fjournal.jsonl", "%2Fetc%2Fpasswd"]
            )
                Assert.Equal(
                    HttpStatusCode.NotFound,
                    (await served.Client.GetAsync($"/api/studies/s/models/{other}")).StatusCode
                );
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task Without_a_token_only_names_of_this_machine_are_answered(string host, HttpStatusCode expected)
    {
        await using Served served = await Served.StartAsync(new MadeUpStudies());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/studies")
        {
            Headers = { Host = $"{host}:{served.Client.BaseAddress!.Port}" },
        };
        Assert.Equal(expected, (await served.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task For_other_machines_there_is_a_token_that_becomes_a_cookie()
    {
        await using Served served = await Served.StartAsync(new MadeUpStudies(), IPAddress.Any, Token);
        Assert.Equal($"?token={Token}", served.Server.Address.Query);
        var local = new Uri($"http://127.0.0.1:{served.Server.Address.Port}");
        Assert.Equal(HttpStatusCode.Forbidden, (await served.Client.GetAsync(local)).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await served.Client.GetAsync(new Uri(local, "/?token=0123456789abcdeF"))).StatusCode
        );
        using HttpResponseMessage let = await served.Client.GetAsync(new Uri(local, $"/?token={Token}&study=a%20b"));
        Assert.Equal(
            (HttpStatusCode.Redirect, "/?study=a%20b"),
            (let.StatusCode, let.Headers.Location!.OriginalString)
        );
        string cookie = Assert.Single(let.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(local, "/api/studies"))
        {
            Headers = { { "Cookie", cookie.Split(';')[0] } },
        };
        Assert.Equal(HttpStatusCode.OK, (await served.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_random_token_is_made_where_none_is_given()
    {
        await using Served one = await Served.StartAsync(new MadeUpStudies(), IPAddress.Any);
        await using Served other = await Served.StartAsync(new MadeUpStudies(), IPAddress.Any);
        Assert.True(one.Server.Address.Query.Length > 30);
        Assert.NotEqual(one.Server.Address.Query, other.Server.Address.Query);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_sentence_or_the_next_one()
    {
        await using Served served = await Served.StartAsync(new MadeUpStudies());
        int port = served.Server.Address.Port;
        IOException error = await Assert.ThrowsAsync<IOException>(() =>
            Served.StartAsync(new MadeUpStudies(), port: port)
        );
        Assert.Equal($"Port {port} of 127.0.0.1 is taken by another program; give another one.", error.Message);
        await using DashboardServer next = await DashboardServer.StartAsync(
            new MadeUpStudies(),
            new DashboardOptions { Port = port, MorePorts = 20 }
        );
        Assert.InRange(next.Address.Port, port + 1, port + 20);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            DashboardServer.StartAsync(new MadeUpStudies(), new DashboardOptions { Port = -1 })
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            DashboardServer.StartAsync(new MadeUpStudies(), new DashboardOptions { Token = "short" })
        );
        await Assert.ThrowsAsync<IOException>(() =>
            Served.StartAsync(new MadeUpStudies(), IPAddress.Parse("192.0.2.1"), Token)
        );
    }

    private static async Task<HttpStatusCode> PostAsync(
        Served served,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        foreach ((string name, string value) in headers)
            request.Headers.Add(name, value);
        using HttpResponseMessage answer = await served.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async IAsyncEnumerable<SseItem<JsonElement>> Events(Served served, string study)
    {
        await using Stream stream = await served.Client.GetStreamAsync(
            $"/api/studies/{Uri.EscapeDataString(study)}/events"
        );
        SseParser<JsonElement> parser = SseParser.Create(
            stream,
            (kind, data) => kind == "update" ? JsonDocument.Parse(data.ToArray()).RootElement : default
        );
        await foreach (SseItem<JsonElement> item in parser.EnumerateAsync())
            yield return item;
    }

    // What the surroundings change, or the description, comes as an update without trials: not what these tests wait
    // for.
    private static async Task<JsonElement> NextAsync(IAsyncEnumerator<SseItem<JsonElement>> events)
    {
        while (await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)))
        {
            if (events.Current.EventType == "update" && events.Current.Data.GetProperty("trials").GetArrayLength() > 0)
                return events.Current.Data;
        }
        throw new InvalidOperationException("The stream ended.");
    }

    private static async Task<string> FirstAfterAsync(Served served, string revision)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/api/studies/{Uri.EscapeDataString("<b> &c")}/events"
        )
        {
            Headers = { { "Last-Event-ID", revision } },
        };
        using HttpResponseMessage answer = await served.Client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead
        );
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
                return line;
        }
        throw new InvalidOperationException("The stream ended.");
    }
}
