using Accel.Golden.Generation;
using Accel.Host.Simulation;
using Accel.Host.Tests.Pcie;
using Accel.Models;

namespace Accel.Host.Tests;

/// <summary>
/// Whatever waits ends when the object is disposed of whose it is: while calls are under way, twice, by several at once; later calls are
/// told.
/// </summary>
public sealed class DisposalTests
{
    private static readonly ModelConfiguration _configuration =
        RandomConfiguration.Small(2) with { Input = InputKind.Image, Depth = 1, Timesteps = 2 };
    private static readonly SpikingTransformerModel _model = RandomModel.Create(_configuration, 2);
    private static readonly NetworkInput _input = RandomInput.Create(_configuration, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => [
            "device", "device under a session", "session", "verifying session", "pool",
            "serial", "pcie", "pcie without interrupts", "recording", "simulated",
        ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Calls_that_are_under_way_or_wait_end_with_the_object(string kind)
    {
        var subject = await Subject.CreateAsync(kind);
        Task[] calls = [.. Enumerable.Range(0, 6).Select(_ => subject.Call(Token))];
        await subject.Begun;
        Assert.All(calls, static c => Assert.False(c.IsCompleted));
        Assert.Null(await Waits.EndOf(subject.Disposable.DisposeAsync().AsTask()));
        await Waits.AreDisposed(calls);
        await subject.CleanAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Disposing_twice_and_by_several_at_once_is_disposing_once(string kind)
    {
        var subject = await Subject.CreateAsync(kind);
        var call = subject.Call(Token);
        await subject.Begun;
        var ends = Enumerable.Range(0, 4).Select(_ => Task.Run(() => subject.Disposable.DisposeAsync().AsTask(), Token)).ToArray();
        foreach (var end in ends)
        {
            Assert.Null(await Waits.EndOf(end));
        }

        Assert.Null(await Waits.EndOf(subject.Disposable.DisposeAsync().AsTask()));
        await Waits.AreDisposed([subject.Call(Token), call]);
        await subject.CleanAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_of_several_that_is_cancelled_ends_alone(string kind)
    {
        var subject = await Subject.CreateAsync(kind);
        Task[] others = [.. Enumerable.Range(0, 3).Select(_ => subject.Call(Token))];
        using var stop = new CancellationTokenSource();
        var cancelled = subject.Call(stop.Token);
        await subject.Begun;
        await stop.CancelAsync();
        Assert.Equal(stop.Token, Assert.IsType<OperationCanceledException>(await Waits.EndOf(cancelled), exactMatch: false)
            .CancellationToken);
        Assert.All(others, static c => Assert.False(c.IsCompleted));
        await subject.Disposable.DisposeAsync();
        await Waits.AreDisposed(others);
        await subject.CleanAsync();
    }

    [Fact]
    public async Task A_session_that_is_disposed_of_leaves_the_device_to_the_next_one()
    {
        var link = new PlainEngineLink { MayEnd = static _ => Task.Delay(Timeout.Infinite, Token) };
        await using var device = await AccelDevice.OpenAsync(link, null, Token);
        var first = await device.LoadAsync(_model, null, Token);
        Task[] calls = [.. Enumerable.Range(0, 6).Select(_ => first.InferAsync(_input, Token).AsTask())];
        await first.DisposeAsync();
        await Waits.AreDisposed(calls);
        link.MayEnd = static _ => Task.CompletedTask;
        await using var second = await device.LoadAsync(_model, null, Token);
        Assert.Null(await Waits.EndOf(second.InferAsync(_input, Token).AsTask()));
    }

    private sealed record Subject(IAsyncDisposable Disposable, Func<CancellationToken, Task> Call, Task Begun, Func<ValueTask> CleanAsync)
    {
        internal static Task<Subject> CreateAsync(string kind) => kind switch
        {
            "serial" => SerialAsync(),
            "pcie" => PcieAsync(interrupts: true),
            "pcie without interrupts" => PcieAsync(interrupts: false),
            "recording" => RecordingAsync(),
            "simulated" => SimulatedAsync(),
            _ => SessionAsync(kind),
        };

        private static async Task<Subject> SessionAsync(string kind)
        {
            TaskCompletionSource begun = new();
            var link = new PlainEngineLink
            {
                MayEnd = _ =>
                {
                    begun.TrySetResult();
                    return Task.Delay(Timeout.Infinite, Token);
                },
            };
            var device = await AccelDevice.OpenAsync(link, null, Token);
            IInferenceSession session = await device.LoadAsync(_model, null, Token);
            session = kind == "verifying session" ? new VerifyingSession(session) : session;
            var pool = kind == "pool" ? new SessionPool(session) : null;
            Func<CancellationToken, Task> call = pool is null
                ? stop => session.InferAsync(_input, stop).AsTask()
                : stop => pool.InferManyAsync([_input], stop).CountAsync(stop).AsTask();
            return new Subject(pool ?? (kind.StartsWith("device", StringComparison.Ordinal) ? device : (IAsyncDisposable)session), call,
                begun.Task, device.DisposeAsync);
        }

        private static async Task<Subject> SerialAsync()
        {
            var line = new ReferenceTransport();
            var link = new FramedLink(line, new SerialLineOptions { AnswerTimeout = LineTest.Never });
            await link.HelloAsync(Token);
            line.With(static d => d.IsOff = true);
            int calls = 0;
            async Task Call(CancellationToken stop)
            {
                var call = (calls++ % 3) switch
                {
                    0 => link.WriteAsync(0, new uint[100], stop).AsTask(),
                    1 => link.StatusAsync(TimeSpan.FromHours(1), stop).AsTask(),
                    _ => link.HelloAsync(stop).AsTask(),
                };
                await call;
            }

            return new Subject(link, Call, Task.CompletedTask, line.DisposeAsync);
        }

        private static async Task<Subject> PcieAsync(bool interrupts)
        {
            var device = new FakePcieDevice(interrupts: interrupts);
            var link = device.Open();
            await link.HelloAsync(Token);
            await link.StartAsync(0, 1, Token);
            return new Subject(link, stop => link.StatusAsync(TimeSpan.FromHours(1), stop).AsTask(), Task.CompletedTask, () =>
            {
                device.Dispose();
                return ValueTask.CompletedTask;
            });
        }

        private static async Task<Subject> RecordingAsync()
        {
            var inner = await SerialAsync();
            var link = new RecordingLink((ILink)inner.Disposable);
            return new Subject(link, stop => link.StatusAsync(TimeSpan.FromHours(1), stop).AsTask(), inner.Begun, inner.CleanAsync);
        }

        private static async Task<Subject> SimulatedAsync()
        {
            var link = new SimulatedLink(new SimulatedDesign("AddStep", TestKernels.AddStep(), new string('c', 64), 100_000_000, null));
            await link.StartAsync(1, 1, Token);
            return new Subject(link, stop => link.StatusAsync(TimeSpan.FromHours(1), stop).AsTask(), Task.CompletedTask, static () =>
                ValueTask.CompletedTask);
        }
    }
}
