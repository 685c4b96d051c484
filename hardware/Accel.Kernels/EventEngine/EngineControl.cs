using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Reads the program, checks it, and tells the other tasks what to do.</summary>
internal sealed class EngineControl(SimpleMemory memory, EngineStreams to, Stream<AttentionOptions>[] units)
{
    private readonly SimpleMemory memory = memory;
    private readonly EngineStreams to = to;
    private readonly Stream<AttentionOptions>[] units = units;

    private readonly EngineHeader header = new();
    private readonly ProgramStep step = new();
    private readonly BufferTurns turns = new();

    /// <summary>Runs the program.</summary>
    public void Run()
    {
        turns.Start();
        int status = header.Read(memory);
        to.Options.Write(header.Neurons);
        for (int unit = 0; unit < EventDrivenEngine.AttentionUnits; unit++)
        {
            units[unit].Write(new AttentionOptions { HeadGroups = header.HeadGroups, Idle = header.Idle });
        }

        int index = 0;
        int cell = header.StepCell;
        while (status == EventEngineLayout.StatusDone && index < header.StepCount)
        {
            step.Read(memory, cell);
            status = ProgramCheck.AddsUp(memory, cell, EventStepLayout.Cells, isHeader: false)
                ? StepCheck.Of(step, header) : EventEngineLayout.StatusDamaged;
            if (status == EventEngineLayout.StatusDone && !turns.Open(step))
            {
                status = EventEngineLayout.StatusOutOfTurn;
            }

            if (status == EventEngineLayout.StatusDone)
            {
                Issue();
                turns.Close(step);
                index++;
                cell += EventStepLayout.Cells;
            }
        }

        Finish(status, index);
    }

    private void Issue()
    {
        bool visits = StepCheck.Visits(step);
        bool writes = visits && step.Destination == EventStepLayout.ToBuffer;
        IssueLoad(visits);
        if (step.Kind == EventStepLayout.Sums)
        {
            IssueWalk();
            to.Join.Write(new JoinCommand { Groups = step.Groups });
        }

        bool reads = step.Kind == EventStepLayout.Sums || step.Kind == EventStepLayout.DumpSpikes;
        if (reads || step.Has(EventStepLayout.OpensSourceBit) || step.Has(EventStepLayout.ClosesSourceBit))
        {
            to.Read.Write(new ReadCommand
            {
                Walks = step.Kind == EventStepLayout.Sums, Dumps = step.Kind == EventStepLayout.DumpSpikes,
                Count = step.Count, Closes = step.Has(EventStepLayout.ClosesSourceBit),
            });
        }

        if (step.Kind == EventStepLayout.Attend)
        {
            to.Attend.Write(new AttendCommand
            {
                Area = Area(), Timesteps = step.Timesteps, Groups = step.Groups, Real = step.Fired, Place = Place(),
            });
        }

        if (step.Kind == EventStepLayout.Attend || (visits && step.Neuron != EventStepLayout.NoNeuron))
        {
            to.Route.Write(new RouteCommand
            {
                Attends = step.Kind == EventStepLayout.Attend, Routes = step.Neuron != EventStepLayout.NoNeuron,
                Destination = step.Destination,
                Traces = step.Has(EventStepLayout.TracesBit), Fired = step.Fired, Place = Place(),
            });
        }

        if (writes || step.Kind == EventStepLayout.Input || step.Has(EventStepLayout.OpensDestinationBit)
            || step.Has(EventStepLayout.ClosesDestinationBit))
        {
            IssueWrite(writes);
        }

        IssueNeurons(visits);
        IssueStore(visits);
    }

    private void IssueLoad(bool visits)
    {
        bool isInput = step.Kind == EventStepLayout.Input;
        bool isLogits = step.Kind == EventStepLayout.Logits;
        if (visits || isInput || isLogits)
        {
            to.Load.Write(new LoadCommand
            {
                LoadsParameters = visits || isLogits,
                Parameters = isLogits ? (step.Count + 3) >> 2 : EventDrivenEngine.Lanes / 2,
                ParameterCell = step.ParameterCell,
                LoadsWeights = step.Kind == EventStepLayout.Sums,
                AreNibbles = step.Has(EventStepLayout.NibblesBit),
                LoadsInput = isInput,
                Cell = isInput ? header.InputCell + step.OutputCell : step.WeightCell,
                Count = !isInput ? step.WeightRows : step.Has(EventStepLayout.AllColumnsBit) ? step.Count << 2 : step.Count,
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
        Closes = step.Has(EventStepLayout.ClosesDestinationBit) || step.Kind == EventStepLayout.Input,
        WritesInput = step.Kind == EventStepLayout.Input,
        AllColumns = step.Has(EventStepLayout.AllColumnsBit),
        Count = step.Count,
        WritesPieces = writes,
        Area = Area(),
        Timesteps = step.Timesteps,
        Pieces = step.Fired >> 1,
        Piece = step.DestinationPiece,
        PositionPieces = step.DestinationPositionPieces,
        LinePieces = step.DestinationLinePieces,
        GroupPieces = step.DestinationGroupPieces,
        Pools = step.Has(EventStepLayout.PoolsSpikesBit),
    });

    private void IssueNeurons(bool visits)
    {
        bool isSummed = step.Kind == EventStepLayout.Sums && step.Schedule == EventStepLayout.SummedSets;
        bool isLogits = step.Kind == EventStepLayout.Logits;
        bool isDump = step.Kind == EventStepLayout.DumpShortcut;
        if (visits || isLogits || isDump)
        {
            to.Neurons.Write(new NeuronCommand
            {
                Visits = visits,
                Dumps = isDump,
                AddsLogits = isLogits,
                Source = step.Kind == EventStepLayout.Sums ? NeuronCommand.FromLanes
                    : step.Kind == EventStepLayout.Attend ? NeuronCommand.FromAttention : NeuronCommand.NoSums,
                Area = Area(),
                Timesteps = isSummed ? (step.Timesteps + 3) >> 2 : step.Timesteps,
                Groups = step.Groups,
                Stored = step.Fired,
                Row = step.Row,
                PositionRows = step.PositionRows,
                TimestepRows = step.TimestepRows,
                LineRows = isLogits ? step.RangeRows : step.LineRows,
                Adds = step.Has(EventStepLayout.AddsShortcutBit),
                Stores = step.Has(EventStepLayout.StoresShortcutBit),
                Pools = step.Has(EventStepLayout.PoolsMaximumBit),
                Neuron = step.Neuron,
                Count = step.Count,
                Ranges = step.Ranges,
            });
        }
    }

    private void IssueStore(bool visits)
    {
        int kind = visits ? StoreCommand.Traces : step.Kind == EventStepLayout.DumpSpikes ? StoreCommand.Words
            : step.Kind == EventStepLayout.DumpShortcut ? StoreCommand.Numbers : step.Kind == EventStepLayout.Logits
                ? StoreCommand.Logits : StoreCommand.End;
        if (kind != StoreCommand.End && (!visits || step.Has(EventStepLayout.TracesBit)))
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

    private int Output() => step.Kind == EventStepLayout.Logits ? header.ResultCell + step.OutputCell : step.OutputCell;

    private VisitArea Area() => new()
    {
        FirstLine = step.FirstLine & (EventDrivenEngine.MaxSize - 1),
        LastLine = (step.EndLine - 1) & (EventDrivenEngine.MaxSize - 1),
        Bottom = (step.Height - 1) & (EventDrivenEngine.MaxSize - 1),
        Right = (step.Width - 1) & (EventDrivenEngine.MaxSize - 1),
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
