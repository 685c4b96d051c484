using Accel.Hast;

namespace Accel.Kernels;

/// <summary>The task of the neurons: parameters, visits, what is written of U.</summary>
internal sealed class NeuronTask(
    Stream<NeuronCommand> commands, Stream<EngineWord> parameters, Stream<LaneSums> lanes, Stream<LaneSums> attended,
        Stream<FiredGroup> fired, Stream<EngineNumber> numbers)
{
    private readonly Stream<NeuronCommand> commands = commands;
    private readonly Stream<EngineWord> parameters = parameters;
    private readonly Stream<LaneSums> lanes = lanes;
    private readonly Stream<LaneSums> attended = attended;
    private readonly Stream<FiredGroup> fired = fired;
    private readonly Stream<EngineNumber> numbers = numbers;

    private readonly EngineNeurons neurons = new();

    /// <summary>Works until the end of the program.</summary>
    public void Run(Stream<NeuronOptions> options, NeuronMemory memory, Stream<NeuronCount> counted)
    {
        Count(counted);
        var network = options.Read();
        var command = commands.Read();
        while (!command.IsEnd)
        {
            if (command.Visits)
            {
                LoadParameters(memory, command.Neuron == EngineStepLayout.ReluNeuron);
                neurons.Visit(command, network, memory, lanes, attended, fired);
            }

            if (command.Dumps || command.AddsLogits)
            {
                Send(command, memory);
            }

            Count(counted);
            command = commands.Read();
        }
    }

    private void Count(Stream<NeuronCount> counted)
    {
        if (EngineCounts.AreKept)
        {
            counted.Write(new NeuronCount
            {
                End = HardwareClock.Cycles, Lanes = lanes.ReadWaits(), Attention = attended.ReadWaits(), Output = fired.WriteWaits(),
            });
        }
    }

    // Two lanes per beat.
    [Pipeline("pair", InitiationInterval = 1)]
    [Unroll("half")]
    private void LoadParameters(NeuronMemory memory, bool rectifies)
    {
        for (int pair = 0; pair < SpikingTransformerEngine.Lanes / 2; pair++)
        {
            var word = parameters.Read();
            int group = pair >> 3;
            for (int half = 0; half < EngineSizes.Group; half++)
            {
                if (half >> 1 == (pair & 7))
                {
                    ulong two = (half & 1) == 0 ? word.Low : word.High;
                    int element = (group * EngineSizes.Group) + half;
                    memory.Biases[element] = (int)((uint)two << 8) >> 8;
                    int shift = (int)(two >> 24) & 31;
                    memory.LeftShifts[element] = rectifies ? 0 : shift & ((1 << SpikingTransformerEngine.LeftShiftBits) - 1);
                    memory.RightShifts[element] = shift;
                    memory.Thresholds[element] = (int)((uint)(two >> 32) << (32 - SpikingTransformerEngine.MembraneBits)) >> (
                        32 - SpikingTransformerEngine.MembraneBits);
                }
            }
        }
    }

    // Logits, or rows of U, which are sums of one range without a bias.
    [Range("index", 0, EngineSizes.MostCount * EngineSizes.Group)]
    [Range("left", 0, EngineSizes.MostCount * EngineSizes.Group)]
    [Range("ranges", -1, EngineSizes.MostCount)]
    private void Send(in NeuronCommand command, NeuronMemory memory)
    {
        var biases = default(EngineWord);
        bool goesOn = true;
        int left = command.Dumps ? command.Count * EngineSizes.Group : command.Count;
        for (int index = 0; goesOn; index++)
        {
            goesOn = left != 1;
            left--;
            if (command.AddsLogits && (index & 3) == 0)
            {
                biases = parameters.Read();
            }

            ulong two = (index & 2) == 0 ? biases.Low : biases.High;
            int sum = (int)((index & 1) == 0 ? two : two >> 32);
            int row = command.Row + (index >> 4);
            int ranges = command.Dumps ? 1 : command.Ranges;
            bool hasRange = ranges != 0;
            while (hasRange)
            {
                hasRange = ranges != 1;
                ranges--;
                sum += memory.Shortcut[((row & (SpikingTransformerEngine.ShortcutRows - 1)) * EngineSizes.Group) + (index & 15)];
                row += command.LineRows;
            }

            numbers.Write(new EngineNumber { Value = sum, IsLast = !goesOn });
        }
    }
}
