using System.Globalization;
using Accel.Host;
using Accel.Rtl.Bench;

namespace Accel.Verification;

/// <summary>Compares a run with what the golden model expects, and finds the clock cycle of the first wrong write.</summary>
public static class DifferenceFinder
{
    /// <summary>The first difference in the order of computation, or null.</summary>
    public static Difference? Find(string rung, string kernel, KernelCase vector, RungRun run)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(run);
        foreach (var region in run.Memory.Length == 0 ? [] : vector.Expected)
        {
            uint[] cells = run.Memory[region.Cell..(region.Cell + region.Cells)];
            if (TensorComparison.FirstDifference(region.Expected, region.Decode(cells)) is { } found)
            {
                int cell = CellOf(region, cells, found.Element);
                return OfTensor(rung, kernel, vector.Name, vector.Seed, found) with
                {
                    Cell = cell,
                    Cycle = run.Writes.LastOrDefault(w => w.Cell == cell, new KernelWrite(-1, cell, 0)).Cycle is >= 0 and var c ? c : null,
                    Fault = run.Fault,
                    Trace = run.Trace,
                };
            }
        }

        return run.Fault is null && run.Trace is null
            ? null
            : new Difference { Rung = rung, Kernel = kernel, Vector = vector.Name, Seed = vector.Seed, Fault = run.Fault, Trace = run.Trace };
    }

    /// <summary>A difference of which nothing but the tensor is known.</summary>
    public static Difference OfTensor(string rung, string kernel, string vector, int seed, TensorDifference found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return new Difference
        {
            Rung = rung,
            Kernel = kernel,
            Vector = vector,
            Seed = seed,
            Layer = found.Layer,
            Timestep = found.Index.Length == 3 ? found.Index[0] : null,
            Element = found.Element,
            Index = $"[{string.Join(", ", found.Index.Select(i => i.ToString(CultureInfo.InvariantCulture)))}]",
            Expected = found.Expected,
            Actual = found.Actual,
        };
    }

    /// <summary>How many tensors differ.</summary>
    public static int Mismatches(KernelCase vector, RungRun run)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(run);
        return vector.Expected.Count(r => TensorComparison.FirstDifference(r.Expected, r.Decode(run.Memory[r.Cell..(r.Cell + r.Cells)])) is not null);
    }

    // A region only tells how to decode it. The cell of an element is the one whose bits the element depends on.
    private static int CellOf(ExpectedRegion region, uint[] cells, int element)
    {
        int actual = region.Decode(cells)[element];
        foreach (uint change in (ReadOnlySpan<uint>)[uint.MaxValue, 0x5555_5555, 0xaaaa_aaaa])
        {
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] ^= change;
                bool depends = region.Decode(cells)[element] != actual;
                cells[i] ^= change;
                if (depends)
                {
                    return region.Cell + i;
                }
            }
        }

        return region.Cell;
    }
}
