using Accel.Boards;
using Accel.Boards.Designs;
using Accel.Generation;
using Accel.Models;
using Accel.Rtl.Estimation;

namespace Accel.Cli.Tests;

public sealed class FitTests
{
    private static readonly SpikingTransformerModel _digits = SpikingTransformerModel.Load(InputFiles.DigitsModel);

    [Fact]
    public async Task The_chosen_engine_fits_and_its_figures_are_those_of_the_engine_that_the_options_make()
    {
        var run = await Cli.RunAsync("estimate", "--fit", "--board", "arty-a7-35", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var fit = run.Json.GetProperty("boards")[0];
        var board = BoardCatalogue.Find("arty-a7-35");
        var (luts, flipFlops, blockRams) = (Used(0), Used(1), Used(2));
        Assert.True(luts <= 0.65 * board.Budget.Luts && flipFlops <= 0.65 * board.Budget.FlipFlops && blockRams <= board.Budget.BlockRams);
        string options = fit.GetProperty("configuration").GetProperty("options").GetString()!;
        var chosen = new EngineCandidates(_digits).Of(board.Serial!.MemoryCells, board.Serial.PortBits, out _)
            .Single(c => c.Options == options);
        var kernel = KernelGenerator.Generate(
            chosen.Kernel, BoardRequest.Of(board, TransportKind.Serial, KernelDesign.OfAccel(chosen.Kernel), chosen.Replacements,
                output: "").KernelOptions);
        var estimate = Estimator.Estimate(BoardShells.Build(kernel, board, TransportKind.Serial));
        Assert.Equal((luts, flipFlops, blockRams), (estimate.Luts, estimate.FlipFlops, estimate.BlockRams));
        Assert.Equal(fit.GetProperty("clockMHz").GetDouble() * 1e6 / fit.GetProperty("cycles").GetInt64(), fit.GetProperty("imagesPerSecond").GetDouble(), 6);

        long Used(int resource) => fit.GetProperty("resources")[resource].GetProperty("used").GetInt64();
    }
}
