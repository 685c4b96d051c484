using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Reads the program, checks it, and tells the other tasks what to do.</summary>
internal sealed class EngineControl(int core, EngineStreams to, Stream<AttentionOptions>[] units)
{
    private readonly int core = core;
    private readonly EngineStreams to = to;
    private readonly Stream<AttentionOptions>[] units = units;

    private readonly ProgramCells program = new();
    private readonly EngineHeader header = new();
    private readonly ProgramStep step = new();
    private readonly BufferTurns turns = new();

    /// <summary>Runs the program.</summary>
    public void Run()
    {
        turns.Start();
        int status = SpikingTransformerEngineLayout.StatusDone;
        int index = 0;
        int cell = 0;
        bool isHeader = true;
        bool isAsked = true;
        bool isEnd = false;
        to.Wanted.Write(new ProgramRequest { Cell = cell, IsHeader = isHeader, IsEnd = isEnd });
        while (!isEnd)
        {
            if (isAsked)
            {
                status = Read(isHeader);
            }

            bool isDone = status == SpikingTransformerEngineLayout.StatusDone;
            isEnd = !isHeader && !(isAsked && isDone);
            isAsked = isDone && !isEnd && (isHeader ? header.StepCount > 0 : index + 1 < header.StepCount);
            cell = isHeader ? header.StepCell : cell + EngineStepLayout.Cells;
            if (isAsked || isEnd)
            {
                to.Wanted.Write(new ProgramRequest { Cell = cell, IsHeader = false, IsEnd = isEnd });
            }

            if (!isHeader)
            {
                Do(isEnd, status, index);
                index++;
            }

            isHeader = false;
        }

        CloseBuffers();
    }

    private int Read(bool isHeader)
    {
        bool addsUp = program.Read(to.Words, isHeader);
        if (isHeader)
        {
            int status = header.Read(program.Cells, addsUp);
            to.Options.Write(header.Neurons);
            for (int unit = 0; unit < SpikingTransformerEngine.AttentionUnits; unit++)
            {
                units[unit].Write(new AttentionOptions { HeadGroups = header.HeadGroups, Idle = header.Idle });
            }

            IssueCounts(core, isStart: true, countsRows: false);
            return status;
        }

        step.Read(program.Cells);
        int ofStep = addsUp ? StepCheck.Of(step, header) : SpikingTransformerEngineLayout.StatusDamaged;
        return ofStep == SpikingTransformerEngineLayout.StatusDone && !turns.Open(step)
            ? SpikingTransformerEngineLayout.StatusOutOfTurn : ofStep;
    }

    private void Do(bool isEnd, int status, int index)
    {
        if (isEnd)
        {
            step.Forget(turns.IsDestinationOpen);
        }
        else if (step.Core != core)
        {
            step.Leave();
        }

        Issue(isEnd, status, index);
        if (!isEnd)
        {
            turns.Close(step);
        }
    }

    // At the end all tasks are told so, each by the command that it waits for: what else is in it is 0.
    private void Issue(bool isEnd, int status, int index)
    {
        bool visits = StepCheck.Visits(step);
        bool writes = visits && step.Destination == EngineStepLayout.ToBuffer;
        IssueLoad(visits, isEnd);
        if (step.Kind == EngineStepLayout.Sums || isEnd)
        {
            IssueWalk(isEnd);
            to.Join.Write(new JoinCommand { IsEnd = isEnd, Groups = step.Groups });
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

        IssueAttention(visits, isEnd);
        if (writes || step.Kind == EngineStepLayout.Input || step.Has(EngineStepLayout.OpensDestinationBit)
            || step.Has(EngineStepLayout.ClosesDestinationBit) || isEnd)
        {
            IssueWrite(writes, isEnd);
        }

        IssueNeurons(visits, isEnd);
        IssueStore(visits, isEnd, status, index);
        if (visits || step.Kind == EngineStepLayout.Logits || step.Kind == EngineStepLayout.DumpShortcut)
        {
            IssueCounts(SpikingTransformerEngine.Cores + index, isStart: false, step.Kind == EngineStepLayout.Sums);
        }
    }

    // A record of each core's start, and one for each step that its neurons have a part in.
    private void IssueCounts(int record, bool isStart, bool countsRows)
    {
        if (EngineCounts.AreKept)
        {
            to.Store.Write(new StoreCommand
            {
                Kind = !isStart && step.Kind == EngineStepLayout.Attend ? StoreCommand.AttentionCounts : StoreCommand.Counts,
                Cell = header.CountCell == 0 ? 0 : header.CountCell + (record << EngineCountLayout.RecordShift),
                Step = record, CountsLanes = isStart || countsRows, CountsRows = countsRows,
            });
        }
    }

    private void IssueAttention(bool visits, bool isEnd)
    {
        bool attends = step.Kind == EngineStepLayout.Attend;
        bool routes = visits && step.Neuron != EngineStepLayout.NoNeuron;
        if (attends || routes || isEnd)
        {
            var place = Place();
            if (!routes || attends)
            {
                to.Attend.Write(new AttendCommand
                {
                    IsEnd = isEnd, Area = Area(), Timesteps = step.Timesteps, Groups = step.Groups, Real = step.Fired, Place = place,
                });
            }

            to.Route.Write(new RouteCommand
            {
                IsEnd = isEnd, Attends = attends, Routes = routes, Destination = step.Destination,
                Traces = step.Has(EngineStepLayout.TracesBit), Fired = step.Fired, Place = place,
            });
        }
    }

    private void IssueLoad(bool visits, bool isEnd)
    {
        bool isInput = step.Kind == EngineStepLayout.Input;
        bool isLogits = step.Kind == EngineStepLayout.Logits;
        if (visits || isInput || isLogits || isEnd)
        {
            to.Load.Write(new LoadCommand
            {
                IsEnd = isEnd,
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

    private void IssueWalk(bool isEnd) => to.Walk.Write(new WalkCommand
    {
        IsEnd = isEnd,
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

    private void IssueWrite(bool writes, bool isEnd) => to.Write.Write(new WriteCommand
    {
        IsEnd = isEnd,
        Closes = step.Has(EngineStepLayout.ClosesDestinationBit) || step.Kind == EngineStepLayout.Input,
        WritesInput = step.Kind == EngineStepLayout.Input,
        AllColumns = step.Has(EngineStepLayout.AllColumnsBit),
        Count = step.Count,
        WritesPieces = writes,
        Area = PooledArea(),
        Timesteps = step.Timesteps,
        Pieces = step.Fired >> 1,
        Piece = step.DestinationPiece,
        PositionPieces = step.DestinationPositionPieces,
        LinePieces = step.DestinationLinePieces,
        GroupPieces = step.DestinationGroupPieces,
        Pools = step.Has(EngineStepLayout.PoolsSpikesBit),
    });

    private void IssueNeurons(bool visits, bool isEnd)
    {
        bool isSummed = step.Kind == EngineStepLayout.Sums && step.Schedule == EngineStepLayout.SummedSets;
        bool isLogits = step.Kind == EngineStepLayout.Logits;
        bool isDump = step.Kind == EngineStepLayout.DumpShortcut;
        if (visits || isLogits || isDump || isEnd)
        {
            to.Neurons.Write(new NeuronCommand
            {
                IsEnd = isEnd,
                Visits = visits,
                Dumps = isDump,
                AddsLogits = isLogits,
                Source = step.Kind == EngineStepLayout.Sums ? NeuronCommand.FromLanes
                    : step.Kind == EngineStepLayout.Attend ? NeuronCommand.FromAttention : NeuronCommand.NoSums,
                Area = PooledArea(),
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

    private void IssueStore(bool visits, bool isEnd, int status, int index)
    {
        bool isLogits = step.Kind == EngineStepLayout.Logits;
        int kind = visits ? StoreCommand.Traces : step.Kind == EngineStepLayout.DumpSpikes ? StoreCommand.Words
            : step.Kind == EngineStepLayout.DumpShortcut ? StoreCommand.Numbers : isLogits ? StoreCommand.Logits : StoreCommand.End;
        if (isEnd || (kind != StoreCommand.End && (!visits || step.Has(EngineStepLayout.TracesBit))))
        {
            to.Store.Write(new StoreCommand
            {
                Kind = kind, Cell = (isLogits || isEnd ? header.ResultCell : 0) + step.OutputCell, Status = status, Step = index,
                MemoryCells = header.MemoryCells,
            });
        }
    }

    // Every task comes to its end, whatever the program has left open.
    [Range("unread", -1, 4)]
    private void CloseBuffers()
    {
        int unread = turns.Waiting + (turns.IsDestinationOpen ? 1 : 0) + (turns.IsSourceOpen ? 1 : 0);
        bool goesOn = unread != 0;
        while (goesOn)
        {
            goesOn = unread != 1;
            unread--;
            to.Read.Write(new ReadCommand { Closes = true });
        }
    }

    private VisitArea Area() => new()
    {
        FirstLine = step.FirstLine & EngineSizes.SizeMask,
        LastLine = (step.EndLine - 1) & EngineSizes.SizeMask,
        Bottom = (step.Height - 1) & EngineSizes.SizeMask,
        Right = (step.Width - 1) & EngineSizes.SizeMask,
    };

    // Lines at either end may be those of outputs of another core.
    private VisitArea PooledArea()
    {
        var area = Area();
        area.Bottom = step.Has(EngineStepLayout.EndsAboveBit) ? area.LastLine : area.Bottom;
        area.StartsBelow = step.Has(EngineStepLayout.StartsBelowBit);
        return area;
    }

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
