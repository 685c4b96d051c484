using System.Globalization;
using System.Numerics;

namespace Accel.Rtl.Text;

/// <summary>
/// Writes a module as text for people and tests: one line per signal, in order of ids, deterministic. It is not read back.
/// <code>
/// module counter
/// input enable : 1
/// reg count : 8 = 0x0 next n2 when enable  -- Counter.cs:3
/// n2 : 8 = Add(count, 0x1:8)
/// output q = count
/// </code>
/// </summary>
public static class NetlistText
{
    /// <summary>The text of a module (instances are named, not expanded).</summary>
    public static string Write(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var names = new SignalNames(module);
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine($"module {module.Name}");
        foreach (var memory in module.Memories)
            WriteMemory(text, memory, names);
        foreach (var signal in module.Signals)
        {
            if (Line(signal, names) is { } line)
                text.WriteLine(line + (signal.Source is null ? "" : $"  -- {signal.Source}"));
        }

        foreach (var instance in module.Instances)
            text.WriteLine($"instance {instance.Name} : {instance.Module.Name}({string.Join(", ", instance.Inputs.Select(i => $"{i.Key} = {Name(i.Value, names)}"))}){(instance.Reset is null ? "" : $" reset {Name(instance.Reset, names)}")}");
        foreach (var assertion in module.Assertions)
            text.WriteLine($"assert {Name(assertion.Condition, names)} when {Name(assertion.Enable, names)} \"{assertion.Message}\"{(assertion.Source is null ? "" : $"  -- {assertion.Source}")}");
        foreach (var (name, signal) in module.Outputs)
            text.WriteLine($"output {name} = {Name(signal, names)}");
        return text.ToString();
    }

    private static void WriteMemory(StringWriter text, Memory memory, SignalNames names)
    {
        string initial = memory.Initial.Length == 0 ? "" : $" = [{string.Join(", ", memory.Initial.Select(Hex))}]";
        text.WriteLine($"memory {names[memory]} : {memory.Depth} x {memory.WidthBits} {memory.Style}{initial}{(memory.Source is null ? "" : $"  -- {memory.Source}")}");
        foreach (var port in memory.WritePorts)
            text.WriteLine($"  write [{Name(port.Address, names)}] = {Name(port.Data, names)} when {Name(port.Enable, names)}");
    }

    private static string? Line(Signal signal, SignalNames names) => signal switch
    {
        ConstantSignal => null,
        InputSignal input => $"input {input.Name} : {input.WidthBits}",
        RegisterSignal register => $"reg {names[register]} : {register.WidthBits}{(register.ResetValue is { } value ? $" = {Hex(value)}" : "")} next {Name(register.Next, names)}{When(register.Enable, names)}",
        MemoryReadSignal read => $"{names[read]} : {read.WidthBits} = {(read.IsSynchronous ? "sync " : "")}{names[read.Memory]}[{Name(read.Address, names)}]{When(read.Enable, names)}",
        WireSignal wire => $"wire {names[wire]} : {wire.WidthBits} = {Name(wire.Driver, names)}",
        InstanceOutputSignal output => $"{names[output]} : {output.WidthBits} = {output.Instance.Name}.{output.Port}",
        OperatorSignal op => $"{names[op]} : {op.WidthBits} = {op.Operator}({string.Join(", ", op.Operands.Select(o => Name(o, names)))}{(op.Operator == Operator.Slice ? $", {op.Offset}" : "")})",
        _ => throw new NotSupportedException(signal.GetType().Name),
    };

    private static string When(Signal? enable, SignalNames names) => enable is null ? "" : $" when {Name(enable, names)}";

    private static string Name(Signal? signal, SignalNames names) => signal switch
    {
        null => "?",
        ConstantSignal constant => $"{Hex(constant.Value)}:{constant.WidthBits}",
        _ => names[signal],
    };

    private static string Hex(BigInteger value)
    {
        string digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return "0x" + (digits.Length == 0 ? "0" : digits);
    }
}
