using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Reads the program, checks it, and tells the other tasks what to do.</summary>
internal sealed class EngineControl(SimpleMemory memory, EngineStreams to, Stream<AttentionOptions>[] units)
{
    private readonly SimpleMemory memory = memory;
    private readonly EngineStreams to = to;
    private readonly Stream<AttentionOptions>[] units = units;

    [Memory(MemoryKind.Block)]
    private readonly int[] cells = new int[EngineStepLayout.Cells];

    private readonly EngineHeader header = new();
    private readonly ProgramStep step = new();
    private readonly BufferTurns turns = new();

    /// <summary>Runs the program.</summary>
    public void Run()
    {
        turns.Start();
        bool addsUp = ProgramCheck.Fetch(memory, 0, SpikingTransformerEngineLayout.HeaderCells, isHeader: true, cells);
        int status = header.Read(cells, addsUp);
        to.Options.Write(header.Neurons);
        for (int unit = 0; unit < SpikingTransformerEngine.AttentionUnits; unit++)
        {
            units[unit].Write(new AttentionOptions { HeadGroups = header.HeadGroups, Idle = header.Idle });
        }

        int index = 0;
        int cell = header.StepCell;
        while (status == SpikingTransformerEngineLayout.StatusDone && index < header.StepCount)
        {
            addsUp = ProgramCheck.Fetch(memory, cell, EngineStepLayout.Cells, isHeader: false, cells);
            step.Read(cells);
            status = addsUp ? StepCheck.Of(step, header) : SpikingTransformerEngineLayout.StatusDamaged;
            if (status == SpikingTransformerEngineLayout.StatusDone && !turns.Open(step))
            {
                status = SpikingTransformerEngineLayout.StatusOutOfTurn;
            }

            if (status == SpikingTransformerEngineLayout.StatusDone)
            {
                Issue();
                turns.Close(step);
                index++;
                cell += EngineStepLayout.Cells;
            }
        }

        Finish(status, index);
    }

    private void Issue()
    {
        bool visits = StepCheck.Visits(step);
        bool writes = visits && step.Destination == EngineStepLayout.ToBuffer;
        IssueLoad(visits);
        if (step.Kind == EngineStepLayout.Sums)
        {
            IssueWalk();
            to.Join.Write(new JoinCommand { Groups = step.Groups });
        }

        bool reads = step.Kind == EngineStepLayout.Sums || step.Kind == EngineStepLayout.DumpSpikes;
        if (reads || step.Has(EngineStepLayout.OpensSourceBit) || step.Has(EngineStepLayout.ClosesSourceBit))
        {
            to.Read.Write(new ReadCommand
            {
                Walks = step.Kind == EngineStepLayout.Sums, Dumps = step.Kind == EngineStepLayout.DumpSpikes,
                Count = step.Count, Closes = step.Has(EngineStepLayout.ClosesSourceBit),
            });
        }

        if (step.Kind == EngineStepLayout.Attend)
        {
            to.Attend.Write(new AttendCommand
            {
                Area = Area(), Timesteps = step.Timesteps, Groups = step.Groups, Real = step.Fired, Place = Place(),
            });
        }

        if (step.Kind == EngineStepLayout.Attend || (visits && step.Neuron != EngineStepLayout.NoNeuron))
        {
            to.Route.Write(new RouteCommand
            {
                Attends = step.Kind == EngineStepLayout.Attend, Routes = step.Neuron != EngineStepLayout.NoNeuron,
                Destination = step.Destination,
                Traces = step.Has(EngineStepLayout.TracesBit), Fired = step.Fired, Place = Place(),
            });
        }

        if (writes || step.Kind == EngineStepLayout.Input || step.Has(EngineStepLayout.OpensDestinationBit)
            || step.Has(EngineStepLayout.ClosesDestinationBit))
        {
            IssueWrite(writes);
        }

        IssueNeurons(visits);
        IssueStore(visits);
    }

    private void IssueLoad(bool visits)
    {
        bool isInput = step.Kind == EngineStepLayout.Input;
        bool isLogits = step.Kind == EngineStepLayout.Logits;
        if (visits || isInput || isLogits)
        {
            to.Load.Write(new LoadCommand
            {
                LoadsParameters = visits || isLogits,
                Parameters = isLogits ? (step.Count + 3) >> 2 : SpikingTransformerEngine.Lanes / 2,
                ParameterCell = step.ParameterCell,
                LoadsWeights = step.Kind == EngineStepLayout.Sums,
                AreNibbles = step.Has(EngineStepLayout.NibblesBit),
                LoadsInput = isInput,
                Cell = isInput ? header.InputCell + step.OutputCell : step.WeightCell,
                Count = !isInput ? step.WeightRows : step.Has(EngineStepLayout.AllColumnsBit) ? step.Count << 2 : step.Count,
                Groups = step.Groups,
            });
        }
    }

    private void IssueWalk() => to.Walk.Write(new WalkCommand
    {
        Area = Area(),
        FirstDown = step.FirstDown,
        LastDown = step.LastDown,
        FirstRight = step.FirstRight,
        LastRight = step.LastRight,
        Schedule = step.Schedule,
        Timesteps = step.Timesteps,
        Piece = step.SourcePiece,
        PositionPieces = step.PositionPieces,
        CutPieces = step.CutPieces,
        LinePieces = step.LinePieces,
        SpanPieces = step.SpanPieces,
        GroupPieces = step.SourceGroupPieces,
    });

    private void IssueWrite(bool writes) => to.Write.Write(new WriteCommand
    {
        Closes = step.Has(EngineStepLayout.ClosesDestinationBit) || step.Kind == EngineStepLayout.Input,
        WritesInput = step.Kind == EngineStepLayout.Input,
        AllColumns = step.Has(EngineStepLayout.AllColumnsBit),
        Count = step.Count,
        WritesPieces = writes,
        Area = Area(),
        Timesteps = step.Timesteps,
        Pieces = step.Fired >> 1,
        Piece = step.DestinationPiece,
        PositionPieces = step.DestinationPositionPieces,
        LinePieces = step.DestinationLinePieces,
        GroupPieces = step.DestinationGroupPieces,
        Pools = step.Has(EngineStepLayout.PoolsSpikesBit),
    });

    private void IssueNeurons(bool visits)
    {
        bool isSummed = step.Kind == EngineStepLayout.Sums && step.Schedule == EngineStepLayout.SummedSets;
        bool isLogits = step.Kind == EngineStepLayout.Logits;
        bool isDump = step.Kind == EngineStepLayout.DumpShortcut;
        if (visits || isLogits || isDump)
        {
            to.Neurons.Write(new NeuronCommand
            {
                Visits = visits,
                Dumps = isDump,
                AddsLogits = isLogits,
                Source = step.Kind == EngineStepLayout.Sums ? NeuronCommand.FromLanes
                    : step.Kind == EngineStepLayout.Attend ? NeuronCommand.FromAttention : NeuronCommand.NoSums,
                Area = Area(),
                Timesteps = isSummed ? (step.Timesteps + 3) >> 2 : step.Timesteps,
                Groups = step.Groups,
                Stored = step.Fired,
                Row = step.Row,
                PositionRows = step.PositionRows,
                TimestepRows = step.TimestepRows,
                LineRows = isLogits ? step.RangeRows : step.LineRows,
                Adds = step.Has(EngineStepLayout.AddsShortcutBit),
                Stores = step.Has(EngineStepLayout.StoresShortcutBit),
                Pools = step.Has(EngineStepLayout.PoolsMaximumBit),
                Neuron = step.Neuron,
                Count = step.Count,
                Ranges = step.Ranges,
            });
        }
    }

    private void IssueStore(bool visits)
    {
        int kind = visits ? StoreCommand.Traces : step.Kind == EngineStepLayout.DumpSpikes ? StoreCommand.Words
            : step.Kind == EngineStepLayout.DumpShortcut ? StoreCommand.Numbers : step.Kind == EngineStepLayout.Logits
                ? StoreCommand.Logits : StoreCommand.End;
        if (kind != StoreCommand.End && (!visits || step.Has(EngineStepLayout.TracesBit)))
        {
            to.Store.Write(new StoreCommand { Kind = kind, Cell = Output(), MemoryCells = header.MemoryCells });
        }
    }

    // Every task comes to its end, whatever the program has left open.
    private void Finish(int status, int index)
    {
        to.Load.Write(new LoadCommand { IsEnd = true });
        to.Walk.Write(new WalkCommand { IsEnd = true });
        to.Join.Write(new JoinCommand { IsEnd = true });
        int unread = turns.Waiting;
        if (turns.IsDestinationOpen)
        {
            to.Write.Write(new WriteCommand { Closes = true });
            unread++;
        }

        to.Write.Write(new WriteCommand { IsEnd = true });
        if (turns.IsSourceOpen)
        {
            unread++;
        }

        for (int buffer = 0; buffer < unread; buffer++)
        {
            to.Read.Write(new ReadCommand { Closes = true });
        }

        to.Attend.Write(new AttendCommand { IsEnd = true });
        to.Route.Write(new RouteCommand { IsEnd = true });
        to.Neurons.Write(new NeuronCommand { IsEnd = true });
        to.Store.Write(new StoreCommand
        {
            Kind = StoreCommand.End, Cell = header.ResultCell, Status = status, Step = index, MemoryCells = header.MemoryCells,
        });
    }

    private int Output() => step.Kind == EngineStepLayout.Logits ? header.ResultCell + step.OutputCell : step.OutputCell;

    private VisitArea Area() => new()
    {
        FirstLine = step.FirstLine & EngineSizes.SizeMask,
        LastLine = (step.EndLine - 1) & EngineSizes.SizeMask,
        Bottom = (step.Height - 1) & EngineSizes.SizeMask,
        Right = (step.Width - 1) & EngineSizes.SizeMask,
    };

    private HeadPlace Place()
    {
        var place = header.Place;
        place.Unit = step.Unit;
        place.Group = step.HeadGroup;
        place.HeadRow = EngineHeader.Times(step.UnitHead, header.HeadGroups);
        place.HeadProduct = EngineHeader.Times(step.UnitHead, header.Place.HeadProducts);
        place.GroupProduct = EngineHeader.Times(step.HeadGroup, header.Place.GroupProducts);
        return place;
    }
}
