using Accel.Boards;
using Accel.Host.Simulation;
using Accel.Rtl.Estimation;

namespace Accel.Cli.Tests;

public sealed class FitTests
{
    [Fact]
    public async Task The_chosen_engine_fits_the_next_one_does_not_and_the_cycles_are_about_those_of_a_smaller_one()
    {
        var run = await Cli.RunAsync("estimate", "--fit", "--board", "arty-a7-100", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var fit = run.Json.GetProperty("boards")[0];
        var board = BoardCatalogue.Find("arty-a7-100");
        var (luts, flipFlops, blockRams) = (Used(0), Used(1), Used(2));
        Assert.True(luts <= 0.65 * board.Budget.Luts && flipFlops <= 0.65 * board.Budget.FlipFlops && blockRams <= board.Budget.BlockRams);

        int chosen = EngineConfiguration.Ladder.IndexOf(EngineConfiguration.Ladder.Single(
            c => c.Kernel == KernelGenerator.Engine && (c.Tokens, c.Dim) == (Chosen("tokens"), Chosen("dim"))));
        Assert.Equal((luts, flipFlops, blockRams), Estimate(board, EngineConfiguration.Ladder[chosen]));
        var next = Estimate(board, EngineConfiguration.Ladder[chosen + 1]);
        Assert.True(next.Luts > 0.65 * board.Budget.Luts || next.BlockRams > board.Budget.BlockRams, $"{next} would have fitted too");

        var estimated = await Cli.RunAsync("estimate", "--clock-mhz", "50", "--json");
        long cycles = estimated.Json.GetProperty("cycles").GetInt64();
        Assert.InRange(fit.GetProperty("cycles").GetInt64(), cycles, cycles * 5 / 4);
        Assert.Equal(fit.GetProperty("clockMHz").GetDouble() * 1e6 / fit.GetProperty("cycles").GetInt64(), fit.GetProperty("imagesPerSecond").GetDouble(), 6);

        long Used(int resource) => fit.GetProperty("resources")[resource].GetProperty("used").GetInt64();
        int Chosen(string size) => fit.GetProperty("configuration").GetProperty(size).GetInt32();
    }

    private static (long Luts, long FlipFlops, long BlockRams) Estimate(Board board, EngineConfiguration configuration)
    {
        var kernel = KernelGenerator.Generate(configuration.Kernel, new() { ClockPeriodNs = board.KernelPeriodNs, Replacements = configuration.Replacements });
        var estimate = Estimator.Estimate(BoardShells.Build(kernel, board, TransportKind.Serial));
        return (estimate.Luts, estimate.FlipFlops, estimate.BlockRams);
    }
}
