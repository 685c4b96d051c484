using System.Diagnostics;
using System.Diagnostics.Metrics;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Models;

namespace Accel.Host.Tests;

public sealed class AccelSessionTests
{
    private static readonly ModelConfiguration _configuration = RandomConfiguration.Small(2) with { Input = InputKind.Image, Depth = 1, Timesteps = 2 };
    private static readonly SpikingTransformerModel _model = RandomModel.Create(_configuration, 2);
    private static readonly NetworkInput[] _inputs = [.. Enumerable.Range(0, 12).Select(i => RandomInput.Create(_configuration, i))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_gives_the_golden_models_answers_in_order(bool trace)
    {
        await using var device = await AccelDevice.OpenAsync(new PlainEngineLink(), null, Token);
        await using var session = new VerifyingSession(await device.LoadAsync(_model, new SessionOptions { Trace = trace }, Token));
        var predictions = await session.InferManyAsync(_inputs, Token).ToListAsync(Token);
        Assert.Equal(_inputs.Select(i => GoldenModel.Run(_model, i).Class), predictions.Select(p => p.Class));
        Assert.All(predictions, p => Assert.Equal(trace, p.Tensors.Count > 1));
    }

    [Fact]
    public async Task While_one_input_is_computed_the_next_is_sent_and_the_last_result_fetched()
    {
        var link = new PlainEngineLink();
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        await using var session = await device.LoadAsync(_model, null, Token);
        var slots = session.Program.Slots(AccelDevice.MostInFlight, device.Identity.MemoryCells);
        Assert.Equal(3, slots.Length);
        TaskCompletionSource sent = new(), fetched = new();
        link.Seen = (command, address) =>
        {
            if (command == LinkCommand.Write && address == slots[1].InputCell)
            {
                sent.TrySetResult();
            }
            else if (command == LinkCommand.Read && address == slots[0].ResultCell)
            {
                fetched.TrySetResult();
            }
        };
        link.MayEnd = job => (job == 1 ? sent.Task : fetched.Task).WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal(12, await session.InferManyAsync(_inputs, Token).CountAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token));
    }

    [Fact]
    public async Task A_memory_without_room_for_a_second_slot_serves_one_input_after_the_other()
    {
        int cells = Engine.EngineProgram.Compile(_model, Engine.EngineCapabilities.Limits, trace: false).MemoryCells;
        await using var device = await AccelDevice.OpenAsync(new PlainEngineLink(cells), null, Token);
        await using var session = await device.LoadAsync(_model, null, Token);
        Assert.Equal(1, session.MostInFlight);
        var classes = await Task.WhenAll(_inputs.Select(async i => (await session.InferAsync(i, Token)).Class));
        Assert.Equal(_inputs.Select(i => GoldenModel.Run(_model, i).Class), classes);
    }

    [Fact]
    public async Task A_cancelled_inference_gives_its_slot_back_and_leaves_the_others_alone()
    {
        var link = new PlainEngineLink();
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        await using var session = await device.LoadAsync(_model, null, Token);
        for (int i = 0; i < 5; i++)
        {
            using var stop = new CancellationTokenSource();
            link.MayEnd = async _ =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, Token);
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.InferAsync(_inputs[0], stop.Token));
        }

        link.MayEnd = _ => Task.CompletedTask;
        Assert.Equal(6, link.Resets);
        var classes = await session.InferManyAsync(_inputs, Token).Select(p => p.Class).ToListAsync(Token).AsTask()
            .WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal(_inputs.Select(i => GoldenModel.Run(_model, i).Class), classes);
    }

    [Fact]
    public async Task Another_model_waits_for_what_is_under_way_and_the_first_session_is_told()
    {
        var link = new PlainEngineLink();
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        await using var first = await device.LoadAsync(_model, null, Token);
        TaskCompletionSource end = new();
        link.MayEnd = _ => end.Task;
        var inference = first.InferAsync(_inputs[3], Token).AsTask();
        var loading = device.LoadAsync(RandomModel.Create(_configuration, 9), null, Token).AsTask();
        Assert.False(loading.IsCompleted);
        end.SetResult();
        Assert.Equal(GoldenModel.Run(_model, _inputs[3]).Class, (await inference).Class);
        await (await loading).DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await first.InferAsync(_inputs[0], Token));
    }

    [Fact]
    public async Task Loading_tells_its_progress_and_the_meter_counts_what_went_over_the_link()
    {
        long upload = 0, cycles = 0;
        var outcomes = new List<object?>();
        using var factory = new Factory();
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Meter.Scope == factory) { l.EnableMeasurementEvents(i); } } };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) =>
        {
            upload += i.Name == "accel.link.io" && (string?)tags[0].Value == "upload" ? value : 0;
            cycles += i.Name == "accel.job.cycles" ? value : 0;
        });
        listener.SetMeasurementEventCallback<double>((i, _, tags, _) => { if (i.Name == "accel.inference.duration") { outcomes.Add(tags[0].Value); } });
        listener.Start();
        var parts = new Parts();
        await using var device = await AccelDevice.OpenAsync(new PlainEngineLink(), new DeviceOptions { TransferCells = 500, Meters = factory }, Token);
        await using var session = await device.LoadAsync(_model, new SessionOptions { Progress = parts }, Token);
        await session.InferAsync(_inputs[0], Token);
        int sent = session.Program.Cells.Length;
        Assert.Equal((sent + 499) / 500, parts.Told.Count);
        Assert.Equal(1, parts.Told[^1]);
        Assert.Equal(4L * (sent + session.Program.InputCells + session.Program.ResultCells + 2), upload);
        Assert.Equal(11, cycles);
        Assert.Equal(["ok"], outcomes);
    }

    [Fact]
    public async Task Loading_and_inferring_are_activities_with_their_end()
    {
        var ended = new List<Activity>();
        using var root = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static s => s.Name == AccelTracing.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,

            // Other tests infer at the same time.
            ActivityStopped = a =>
            {
                if (a.TraceId == root.TraceId)
                {
                    ended.Add(a);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var link = new PlainEngineLink();
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        await using var session = await device.LoadAsync(_model, null, Token);
        await session.InferAsync(_inputs[0], Token);
        using var stop = new CancellationTokenSource();
        link.MayEnd = _ => stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await session.InferAsync(_inputs[0], stop.Token));
        Assert.Equal(
            [("accel.load", ActivityStatusCode.Unset, null), ("accel.infer", ActivityStatusCode.Unset, 11L),
                ("accel.infer", ActivityStatusCode.Error, null)],
            ended.Select(static a => (a.OperationName, a.Status, (long?)a.GetTagItem("accel.cycles"))));
        Assert.All(ended, a => Assert.Equal(_configuration.Name, a.GetTagItem("accel.model")));
    }

    private sealed class Parts : IProgress<double>
    {
        internal List<double> Told { get; } = [];

        public void Report(double value) => Told.Add(value);
    }

    private sealed class Factory : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            _meters.Add(new Meter(options));
            return _meters[^1];
        }

        public void Dispose() => _meters.ForEach(m => m.Dispose());
    }
}
