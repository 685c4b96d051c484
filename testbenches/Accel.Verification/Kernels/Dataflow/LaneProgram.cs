using Accel.Kernels;

namespace Accel.Verification;

/// <summary>Steps for lanes that add a row from each of four banks: lists of inputs, spread over the banks. Input i is row i / 4 of bank i
/// % 4.</summary>
/// <param name="stepsPerReadout">So many steps lie between two that save.</param>
/// <param name="idleRow">A row of zeros in each bank.</param>
internal sealed class LaneProgram(int stepsPerReadout, int idleRow)
{
    private const int Banks = 4;
    private const int AccumulatorAddend = 1;

    private readonly List<(int[] Rows, int Flags)> _steps = [];
    private int _sinceSave = int.MaxValue;

    /// <summary>Steps up to now.</summary>
    public int Steps => _steps.Count;

    /// <summary>Steps that save.</summary>
    public int Saves { get; private set; }

    /// <summary>Adds inputs to an addend.</summary>
    /// <param name="inputs">May be empty.</param>
    /// <param name="addend">What the first step adds to: 0, the accumulator, the first or the second kept sum (0 to 3).</param>
    /// <param name="flag">What becomes of the sum: a bit of <see cref="LaneStepLayout"/>, or null.</param>
    public void Add(IEnumerable<int> inputs, int addend, int? flag)
    {
        var banks = inputs.ToLookup(static i => i % Banks, static i => i / Banks);
        var rows = Enumerable.Range(0, Banks).Select(bank => banks[bank].ToArray()).ToArray();
        int steps = Math.Max(1, rows.Max(static r => r.Length));
        bool saves = flag == LaneStepLayout.SavesBit;
        for (int step = 0; step < steps || (saves && _sinceSave < stepsPerReadout); step++)
        {
            Step([.. rows.Select(r => step < r.Length ? r[step] : idleRow)], step == 0 ? addend : AccumulatorAddend);
        }

        if (flag is { } bit)
        {
            var (last, flags) = _steps[^1];
            _steps[^1] = (last, flags | (1 << bit));
        }

        if (saves)
        {
            Saves++;
            _sinceSave = 0;
        }
    }

    /// <summary>Ends the run: the last readout has its steps, and their number is even.</summary>
    public void Finish()
    {
        for (int i = 0; i < stepsPerReadout || Steps % 2 != 0; i++)
        {
            Step([.. Enumerable.Repeat(idleRow, Banks)], AccumulatorAddend);
        }
    }

    /// <summary>Two cells per step.</summary>
    public IEnumerable<uint> Cells() => _steps.SelectMany(static s => new[]
    {
        (uint)(s.Rows[0] | (s.Rows[1] << 9) | (s.Rows[2] << 18)), (uint)(s.Rows[3] | s.Flags),
    });

    private void Step(int[] rows, int addend)
    {
        _steps.Add((rows, addend << LaneStepLayout.AddendBit));
        _sinceSave += _sinceSave == int.MaxValue ? 0 : 1;
    }
}
