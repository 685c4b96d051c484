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
    public void Run(Stream<NeuronOptions> options, NeuronMemory memory)
    {
        var network = options.Read();
        var command = commands.Read();
        while (!command.IsEnd)
        {
            if (command.Visits)
            {
                LoadParameters(memory, command.Neuron == EngineStepLayout.ReluNeuron);
                neurons.Visit(command, network, memory, lanes, attended, fired);
            }

            if (command.Dumps)
            {
                Dump(command, memory);
            }

            if (command.AddsLogits)
            {
                AddLogits(command, memory);
            }

            command = commands.Read();
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
                    memory.LeftShifts[element] = rectifies ? 0 : shift;
                    memory.RightShifts[element] = shift;
                    memory.Thresholds[element] = (int)((uint)(two >> 32) << (32 - SpikingTransformerEngine.MembraneBits)) >> (
                        32 - SpikingTransformerEngine.MembraneBits);
                }
            }
        }
    }

    [Range("row", 0, EngineSizes.MostCount)]
    private void Dump(in NeuronCommand command, NeuronMemory memory)
    {
        for (int row = 0; row < command.Count; row++)
        {
            for (int lane = 0; lane < EngineSizes.Group; lane++)
            {
                numbers.Write(new EngineNumber
                {
                    Value = memory.Shortcut[(((command.Row + row) & (SpikingTransformerEngine.ShortcutRows - 1)) * EngineSizes.Group)
                        + lane],
                    IsLast = row == command.Count - 1 && lane == EngineSizes.Group - 1,
                });
            }
        }
    }

    [Range("label", 0, EngineSizes.MostCount)]
    [Range("range", 0, EngineSizes.MostCount)]
    private void AddLogits(in NeuronCommand command, NeuronMemory memory)
    {
        var biases = default(EngineWord);
        for (int label = 0; label < command.Count; label++)
        {
            if ((label & 3) == 0)
            {
                biases = parameters.Read();
            }

            ulong two = (label & 2) == 0 ? biases.Low : biases.High;
            int logit = (int)((label & 1) == 0 ? two : two >> 32);
            int row = command.Row + (label >> 4);
            for (int range = 0; range < command.Ranges; range++)
            {
                logit += memory.Shortcut[((row & (SpikingTransformerEngine.ShortcutRows - 1)) * EngineSizes.Group) + (label & 15)];
                row += command.LineRows;
            }

            numbers.Write(new EngineNumber { Value = logit, IsLast = label == command.Count - 1 });
        }
    }
}
