namespace Accel.Rtl.Transforms;

/// <summary>Finds the signals that an output, an instance or an assertion depends on, through registers and memories.</summary>
internal static class Liveness
{
    /// <summary>Whether each signal matters, by id.</summary>
    public static bool[] Of(Module module)
    {
        var live = new bool[module.Signals.Count];
        var pending = new Stack<Signal>();
        var memories = new HashSet<Memory>();
        void Use(Signal? signal)
        {
            if (signal is not null && !live[signal.Id])
            {
                live[signal.Id] = true;
                pending.Push(signal);
            }
        }

        foreach (var output in module.Outputs.Values)
            Use(output);
        foreach (var signal in module.Instances.SelectMany(i => i.Drivers))
            Use(signal);
        foreach (var assertion in module.Assertions)
        {
            Use(assertion.Enable);
            Use(assertion.Condition);
        }

        while (pending.TryPop(out var signal))
        {
            foreach (var driver in signal.Drivers)
                Use(driver);
            if (signal is MemoryReadSignal read && memories.Add(read.Memory))
            {
                foreach (var driver in read.Memory.WritePorts.SelectMany(static p => p.Drivers))
                    Use(driver);
            }
        }

        return live;
    }
}
