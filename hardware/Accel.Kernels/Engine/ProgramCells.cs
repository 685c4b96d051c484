using Accel.Hast;

namespace Accel.Kernels;

/// <summary>The cells of the header, or of a step. Damage is found: the sum of all cells, and the sum of the sums after each, are
/// 0.</summary>
internal sealed class ProgramCells
{
    /// <summary>The cells: all of them are there at once.</summary>
    [Memory(MemoryKind.Registers)]
    [Banked(Banks = EngineStepLayout.Cells)]
    public readonly int[] Cells = new int[EngineStepLayout.Cells];

    /// <summary>Takes them.</summary>
    /// <param name="words">Four cells each.</param>
    /// <param name="isHeader">They are the header: the two pointers that may change count as 0.</param>
    /// <returns>Whether they add up.</returns>
    [Pipeline("word", InitiationInterval = 0)]
    [Unroll("cell")]
    [Range("word", 0, ProgramFetch.StepWords)]
    [Range("count", 0, ProgramFetch.StepWords)]
    public bool Read(Stream<EngineWord> words, bool isHeader)
    {
        int sum = 0;
        int sums = 0;
        int count = isHeader ? ProgramFetch.HeaderWords : ProgramFetch.StepWords;
        for (int word = 0; word < count; word++)
        {
            var next = words.Read();
            int first = (int)next.Low;
            int second = (int)(next.Low >> 32);
            int third = (int)next.High;
            int fourth = (int)(next.High >> 32);
            for (int cell = 0; cell < EngineStepLayout.Cells; cell++)
            {
                if (cell >> 2 == word)
                {
                    Cells[cell] = (cell & 2) == 0 ? ((cell & 1) == 0 ? first : second) : ((cell & 1) == 0 ? third : fourth);
                }
            }

            bool changes = isHeader && word == SpikingTransformerEngineLayout.InputPointerCell / 4;
            int number1 = changes ? 0 : first;
            int number2 = changes ? 0 : second;

            // The four sums after each of them, without those of one behind the other.
            sums += (sum << 2) + ((number1 << 2) + (number2 << 1) + number2) + ((third << 1) + fourth);
            sum += (number1 + number2) + (third + fourth);
        }

        return sum == 0 && sums == 0;
    }
}
