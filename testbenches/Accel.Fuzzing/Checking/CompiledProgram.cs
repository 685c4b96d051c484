using System.Collections.Immutable;
using Accel.Hast;
using Accel.Transformer.Frontend;
using Hast.Transformer.SimpleMemory;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Fuzzing;

/// <summary>A program that is C#: for the front end, and to be run as it is.</summary>
/// <param name="Program">The program.</param>
/// <param name="Compilation">What it was compiled in, together with others.</param>
/// <param name="Type">Its kernel class.</param>
/// <param name="Start">Makes an object of the class, and gives its entry points.</param>
internal sealed record CompiledProgram(
    FuzzProgram Program, CSharpCompilation Compilation, INamedTypeSymbol Type, Func<ImmutableArray<Action<SimpleMemory>>> Start)
{
    /// <summary>The front end's result, made anew each time, since passes change it.</summary>
    public FrontEndResult Translate() => FrontEnd.Load(Compilation, Type);

    /// <summary>Plain C#: each entry point on each image in turn, until one ends in a deadlock.</summary>
    public PlainResult RunPlain()
    {
        List<uint[]> results = [];
        ImmutableArray<Action<SimpleMemory>> entries = Start();
        foreach (uint[] image in Program.Images)
        {
            SimpleMemory memory = SimpleMemory.CreateSoftwareMemory(image.Length);
            for (int cell = 0; cell < image.Length; cell++)
            {
                memory.WriteUInt32(cell, image[cell]);
            }

            foreach (Action<SimpleMemory> entry in entries)
            {
                try
                {
                    entry(memory);
                }
                catch (Exception exception) when (DeadlockOf(exception) is { } deadlock)
                {
                    return new PlainResult(entries.Length, results, deadlock);
                }

                results.Add([.. Enumerable.Range(0, image.Length).Select(memory.ReadUInt32)]);
            }
        }

        return new PlainResult(entries.Length, results, null);
    }

    // Whoever waits for the tasks is told of all; a task that failed in another way is what has to be told.
    private static Deadlock? DeadlockOf(Exception exception)
    {
        Exception[] all = exception is AggregateException several ? [.. several.Flatten().InnerExceptions] : [exception];
        return Array.TrueForAll(all, one => one is StreamDeadlockException) ? Deadlock.Of(all[0].Message) : null;
    }
}
